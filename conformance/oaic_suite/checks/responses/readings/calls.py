"""Calls in the output of a response, beside what the request offers."""

from __future__ import annotations

from typing import Any

from oaic_suite.checks.responses.readings.items import TOLD_APART
from oaic_suite.checks.responses.readings.outcome import require_complete, status_of, took_all
from oaic_suite.checks.responses.readings.streamed import of_type
from oaic_suite.evidence.located import Located, failing, unlike
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

Json = dict[str, Any]
CALL, CUSTOM_CALL = "function_call", "custom_tool_call"
DONE, COMPLETED = "response.output_item.done", "response.completed"


def calls(response: Reply, kind: str = CALL) -> list[Located]:
    """The calls of a kind, where the items of the response can be told apart."""
    response.require_sound(*TOLD_APART)
    return [item for item in response.wherever("/output/*") if item.get("type") == kind]


def uncalled(stream: Stream) -> list[Finding]:
    """That no item of a whole stream is a call; one that its limit cut short may not have come to it."""
    stream.require_complete()
    done = of_type(stream, DONE)
    if not done:
        raise NotEstablished("no item was done", "responses.stream.items.done")
    if any(event.below("item", "type").value == CALL for event in done):
        return []
    if not ended_by_itself(stream):
        raise NotEstablished("the response ended before a call could be made")
    return [done[-1].below("item", "type").finding(CALL)]


def made_streamed(stream: Stream) -> tuple[list[Json], list[Json]]:
    """The items of a stream as they were done, and those of them that are calls."""
    if uncalled(stream):
        raise NotEstablished("nothing is called", "responses.tools.required-streamed")
    items = [event.below("item").value for event in of_type(stream, DONE)]
    return items, [item for item in items if item["type"] == CALL]


def ended_by_itself(stream: Stream) -> bool:
    """Whether a stream says that its response is complete, and that it had tokens left."""
    ended = of_type(stream, COMPLETED)
    spent = [event.below("response", "usage", "output_tokens").value for event in ended]
    return bool(ended) and stream.request.get("max_output_tokens") not in spent


def made(response: Reply) -> list[Located]:
    """The calls of a response that makes some."""
    found = calls(response)
    if not found:
        raise NotEstablished("nothing is called", "responses.tools.required")
    return found


def forced(response: Reply, kind: str = CALL) -> list[Located]:
    """The calls of a response that must make some; one that its limit cut short may not have come to it."""
    found = calls(response, kind)
    if not found and (status_of(response) != "completed" or took_all(response)):
        raise NotEstablished("the response ended before a call could be made")
    return found


def unnamed(response: Reply, name: str) -> list[Finding]:
    """That nothing is called, or something else than was named."""
    return misnamed(response, CALL, name=name)


def misnamed(response: Reply, kind: str, **names: str) -> list[Finding]:
    """That there is no call of a kind, or one of something else than these names say."""
    found = forced(response, kind)
    if not found:
        return [response.found("output").finding(f"a {kind} of {names['name']}")]
    return [wrong for member, name in names.items() for wrong in unlike(found, (member,), name)]


def unoffered(response: Reply) -> list[Finding]:
    return unlike(made(response), ("name",), *(tool.get("name") for tool in response.request.get("tools")))


def arguments_unlike_json(response: Reply) -> list[Finding]:
    require_complete(response)
    arguments = [call.below("arguments") for call in made(response)]
    return failing([each for each in arguments if isinstance(each.value, str)], holds_object, "a JSON object as text")


def holds_object(text: str) -> bool:
    try:
        return isinstance(parse(text.encode()), dict)
    except ValueError:
        return False


def untold(response: Reply) -> list[Finding]:
    """What a response does not tell of the functions it was offered, and of whether one must be called."""
    response.require_sound("/tools", "/tool_choice")
    names = [tool["name"] for tool in response.request.get("tools")]
    choice = response.request.get("tool_choice")
    told = response.found("tools")
    wrong = [] if names_in(told.value) == names else [told.finding(f"the tools {', '.join(names)}")]
    return wrong + unlike([response.found()], ("tool_choice",), choice)


def names_in(tools: Any) -> list[Any]:
    """How the tools are called that a response tells of."""
    return [tool.get("name") for tool in tools if isinstance(tool, dict)] if isinstance(tools, list) else []
