"""Forms of input that a careless server does not take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, recount

Item = dict[str, Any]


def refused_where(request: Request, wrong: Callable[[list[Item]], bool]) -> Reply | None:
    """A refusal of what one of the items is, in an input of items."""
    given = request.body.get("input")
    if not isinstance(given, list) or not wrong(given):
        return None
    return Refusal(400, "input: expected something else", code="invalid_value", param="input").reply(request)


def parts(item: Item) -> list[Item]:
    content = item.get("content")
    return content if isinstance(content, list) else []


@fault("responses.input.messages", stage="answer", on=RESPONSE)
def a_message_must_say_its_type(request: Request) -> Reply | None:
    return refused_where(request, lambda items: len(items) == 1 and is_bare(items[0]))


def is_bare(item: Item) -> bool:
    """Whether it is a role and a text, and no more."""
    return "type" not in item and not parts(item)


@fault(
    "responses.input.parts",
    stage="answer",
    on=RESPONSE,
    also={"responses.stream.outcome": "a streamed request has parts too"},
)
def parts_of_input_are_unheard_of(request: Request) -> Reply | None:
    """But in what this server wrote itself, which has an id."""
    return refused_where(request, lambda items: any(in_parts(item) for item in items if "id" not in item))


def in_parts(item: Item) -> bool:
    return any(part["type"] == "input_text" for part in parts(item))


@fault("responses.input.instructions", stage="answer", on=RESPONSE)
def the_developer_is_unheard_of(request: Request) -> Reply | None:
    return refused_where(request, lambda items: items[0].get("role") == "developer")


@fault("responses.input.later-instructions", stage="answer", on=RESPONSE)
def instructions_must_come_first(request: Request) -> Reply | None:
    return refused_where(request, lambda items: any(item.get("role") == "developer" for item in items[1:]))


@fault("responses.input.history", stage="answer", on=RESPONSE)
def answers_are_not_taken_without_an_id(request: Request) -> Reply | None:
    """But beside a thought, which comes from this server."""
    return refused_where(
        request,
        lambda items: not any(item.get("type") == "reasoning" for item in items) and any(map(is_nameless, items)),
    )


def is_nameless(item: Item) -> bool:
    return item.get("role") == "assistant" and bool(parts(item)) and "id" not in item


@fault("responses.input.phases", stage="answer", on=RESPONSE)
def phases_are_unheard_of(request: Request) -> Reply | None:
    return refused_where(request, lambda items: any("phase" in item for item in items))


@fault("responses.input.thoughts", stage="answer", on=RESPONSE)
def nulls_of_a_thought_are_refused(request: Request) -> Reply | None:
    return refused_where(request, lambda items: any("content" in item and item["content"] is None for item in items))


TAKEN_BACK = dict.fromkeys(
    ("responses.kinds.custom-taken-back", "responses.kinds.namespace-taken-back", "responses.tools.answered-by-id"),
    "these have results too",
)


@fault("responses.input.results", stage="answer", on=RESPONSE, also=TAKEN_BACK)
def results_of_calls_are_unheard_of(request: Request) -> Reply | None:
    """Of calls that this server did not make: those have no id."""
    return refused_where(request, lambda items: has_result(items, str))


@fault("responses.input.results-in-parts", stage="answer", on=RESPONSE, also=TAKEN_BACK)
def results_must_be_text(request: Request) -> Reply | None:
    return refused_where(request, lambda items: has_result(items, list))


def has_result(items: list[Item], of: type) -> bool:
    foreign = all("id" not in item for item in items)
    return foreign and any(isinstance(item.get("output"), of) for item in items)


@fault("responses.input.picture-counted", on=RESPONSE)
@in_responses
def pictures_are_not_counted(reply: Reply) -> None:
    given = reply.request.body.get("input")
    if isinstance(given, list) and any(part["type"] == "input_image" for item in given for part in parts(item)):
        recount(reply, 1)
