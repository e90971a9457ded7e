"""Calls of functions in the output of a response, beside what the request offers."""

from __future__ import annotations

from oaic_suite.checks.responses.readings.items import TOLD_APART
from oaic_suite.checks.responses.readings.outcome import require_complete, status_of
from oaic_suite.evidence.located import Located, failing, unlike
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.strict_json import parse
from oaic_suite.evidence.unsettled import NotEstablished

CALL = "function_call"


def calls(response: Reply) -> list[Located]:
    """The calls of functions, where the items of the response can be told apart."""
    response.require_sound(*TOLD_APART)
    return [item for item in response.wherever("/output/*") if item.get("type") == CALL]


def made(response: Reply) -> list[Located]:
    """The calls of a response that makes some."""
    found = calls(response)
    if not found:
        raise NotEstablished("nothing is called", "responses.tools.required")
    return found


def forced(response: Reply) -> list[Located]:
    """The calls of a response that must make some; one that its limit cut short may not have come to it."""
    found = calls(response)
    if not found and status_of(response) != "completed":
        raise NotEstablished("the response ended before a call could be made")
    return found


def unnamed(response: Reply, name: str) -> list[Finding]:
    """That nothing is called, or something else than was named."""
    found = forced(response)
    return unlike(found, ("name",), name) if found else [response.found("output").finding(f"a call of {name}")]


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
