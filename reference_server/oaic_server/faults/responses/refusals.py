"""Requests for responses that should be refused, and are not."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import RESPONSE

Body = dict[str, Any]


def items(body: Body) -> list[Any]:
    given = body.get("input")
    return given if isinstance(given, list) else []


@fault("responses.refusals.missing", on=RESPONSE)
def an_input_that_is_missing_is_made_up(reply: Reply) -> None:
    accept(reply, lambda body: "input" not in body, made_up)


@fault("responses.refusals.no-model", on=RESPONSE)
def a_model_that_is_missing_is_chosen(reply: Reply) -> None:
    accept(reply, lambda body: "model" not in body, made_up)


@fault("responses.refusals.type", on=RESPONSE)
def a_number_is_an_input(reply: Reply) -> None:
    accept(reply, lambda body: isinstance(body.get("input"), int), made_up)


@fault("responses.refusals.type:tools", on=RESPONSE)
def tools_that_are_no_array_are_ignored(reply: Reply) -> None:
    accept(reply, lambda body: isinstance(body.get("tools"), str), made_up)


@fault("responses.refusals.word", on=RESPONSE)
def a_word_means_no(reply: Reply) -> None:
    accept(reply, lambda body: isinstance(body.get("stream"), str), made_up)


@fault("responses.refusals.item", on=RESPONSE)
def any_role_will_do(reply: Reply) -> None:
    accept(reply, lambda body: any(item.get("role") == "parrot" for item in items(body)), made_up)


@fault("responses.refusals.reference", on=RESPONSE)
def a_reference_to_nothing_is_passed_over(reply: Reply) -> None:
    accept(reply, lambda body: any(item.get("type") == "item_reference" for item in items(body)), made_up)


@fault("responses.refusals.range", on=RESPONSE)
def any_temperature_will_do(reply: Reply) -> None:
    accept(reply, lambda body: body.get("temperature") == 9, made_up)


@fault("responses.refusals.unknown-model", on=RESPONSE)
def any_model_will_do(reply: Reply) -> None:
    accept(reply, lambda body: str(body.get("model")).startswith("no-such"), made_up)


@fault("responses.refusals.unknown-member", on=RESPONSE)
def a_member_that_is_unknown_is_ignored(reply: Reply) -> None:
    accept(reply, lambda body: any(name.startswith("no_such") for name in body), made_up)


@fault("responses.refusals.client-fault", on=RESPONSE)
def a_reference_to_nothing_breaks_the_server(reply: Reply) -> None:
    if reply.is_error and any(isinstance(item, dict) and "id" in item for item in items(reply.request.members)):
        reply.status = 500


@fault("responses.refusals.client-fault:unreadable", on=RESPONSE)
def what_is_no_json_breaks_the_server(reply: Reply) -> None:
    if reply.is_error and reply.request.malformed is not None:
        break_down(reply)


@fault("responses.refusals.param", on=RESPONSE)
def a_refusal_names_no_member(reply: Reply) -> None:
    if reply.is_error:
        reply.body["error"]["param"] = None


def made_up(body: Body) -> Body:
    """A response to anything."""
    text = {"type": "output_text", "text": "Very well.", "annotations": [], "logprobs": []}
    message = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": [text]}
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1767225600,
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "metadata": {},
        "model": str(body.get("model")),
        "output": [message],
        "parallel_tool_calls": True,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": None,
    }
