"""The text of an answer that was asked for as JSON: in a message, or put together from a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jsonschema_rs
from oaic_spec import Problem
from oaic_spec.problems import explain, unreadable

from oaic_suite.checks.chat.readings.choices import CUT_SHORT, contents, finishes, turns
from oaic_suite.checks.structured.beginnings import may_become_json
from oaic_suite.evidence.located import Located, shown
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

CONTENT, FRAGMENT = "/choices/*/message/content", "/choices/*/delta/content"
FENCE = "```"
CUT_BY_THE_LIMIT = "length"
INSTEAD = ("refusal", "tool_calls", "function_call")  # what may come in place of a text
UNKNOWN = "unknown"  # how a problem says that a schema is closed to a member
SHOWN = 80
Answer = Reply | Stream
Body = Mapping[str, Any]


# --- what was asked ------------------------------------------------------------------------------------


def kind(body: Body) -> str:
    """What the text must be. Beside tools it may be anything: even the service was recorded to say its JSON twice."""
    asked = body.get("response_format")
    return str(asked.get("type")) if isinstance(asked, dict) and not body.get("tools") else "text"


def definition(body: Body) -> Mapping[str, Any]:
    """The `json_schema` of a request; empty where it asks for none."""
    asked = body.get("response_format")
    given = asked.get("json_schema") if isinstance(asked, dict) and kind(body) == "json_schema" else None
    return given if isinstance(given, dict) else {}


def wants_object(body: Body) -> bool:
    return kind(body) == "json_object"


def wants_schema(body: Body) -> bool:
    return isinstance(definition(body).get("schema"), dict)


def strict(body: Body) -> bool:
    """Whether a schema was given that the answer must keep to."""
    return wants_schema(body) and definition(body).get("strict") is True


def loose(body: Body) -> bool:
    """Whether a schema was given that the answer ought to keep to."""
    return wants_schema(body) and not strict(body)


def enforced(body: Body) -> bool:
    """Whether the server, not the model, answers for the text being JSON."""
    return wants_object(body) or strict(body)


# --- the text ------------------------------------------------------------------------------------------


def texts(answer: Answer) -> list[Located]:
    """The text of every choice that can be told by its end, and was not spent on something else; there is one at least.

    A text that the limit cut off says nothing, unless no JSON begins as it does.
    """
    if answer.request.get("stop"):
        raise NotEstablished("the text may end at a stop sequence")
    found = list(in_message(answer) if isinstance(answer, Reply) else in_stream(answer))
    if not found:
        raise NotEstablished("no choice has a whole text: each was cut short, declined or spent on calls")
    return found


def in_message(reply: Reply) -> Iterator[Located]:
    reply.sound(CONTENT)
    for choice in reply.each("/choices/*"):
        text = choice.below("message", "content")
        if telling(text.value, [choice.below("finish_reason").value]) and not spent(choice):
            yield text


def telling(text: Any, reasons: Sequence[Any]) -> bool:
    """Whether a text is whole, or need not be: what the limit cut off is no JSON if nothing makes it any."""
    interrupted = [reason for reason in reasons if reason in CUT_SHORT]
    return not interrupted or (interrupted == [CUT_BY_THE_LIMIT] and not may_become_json(text))


def spent(choice: Located) -> bool:
    """Whether something stands in place of a text."""
    return any(choice.below("message", name).value for name in INSTEAD)


def in_stream(stream: Stream) -> Iterator[Located]:
    stream.require_complete()
    stream.sound(FRAGMENT)
    for turn in turns(stream).values():
        instead = [piece.below("delta", name).value for piece in turn for name in INSTEAD]
        text = "".join(contents(turn))
        if telling(text, [reason.value for reason in finishes(turn)]) and not any(instead):
            first = next((piece for piece in turn if any(contents([piece]))), turn[0])
            yield Located(text, first.below("delta", "content").place)


def read(text: Any) -> Any:
    """The JSON value of a text, ABSENT where it is none."""
    try:
        return parse(text.encode("utf-8", "surrogatepass"))
    except (ValueError, AttributeError):
        return ABSENT


# --- what is wrong with it -----------------------------------------------------------------------------


def fenced(answer: Answer) -> list[Finding]:
    """The texts that stand in a code block, as JSON is shown to people."""
    return [excerpt(text, "JSON alone") for text in texts(answer) if in_fence(text.value)]


def in_fence(text: Any) -> bool:
    return isinstance(text, str) and text.strip().startswith(FENCE)


def no_json(answer: Answer) -> list[Finding]:
    """The texts that are not JSON, for whatever reason."""
    return [excerpt(text, "JSON") for text in texts(answer) if read(text.value) is ABSENT]


def no_json_but_fenced(answer: Answer) -> list[Finding]:
    """The texts that are not JSON, but for those whose reason is a code block around them."""
    bare = [text for text in texts(answer) if not in_fence(text.value)]
    if not bare:
        raise NotEstablished("the text stands in a code block", answer.owner("@fence"))
    return [excerpt(text, "JSON") for text in bare if read(text.value) is ABSENT]


def values(answer: Answer) -> list[Located]:
    """What the texts say as JSON, each in the place of its text; all of them say something."""
    found = [Located(read(text.value), text.place) for text in texts(answer)]
    if any(value.value is ABSENT for value in found):
        raise NotEstablished("the text is not JSON", answer.owner(to_blame(answer)))
    return found


def to_blame(answer: Answer) -> str:
    """Where it is asserted that a text is JSON."""
    if loose(answer.request.json):
        return "@loose"
    return "@fence" if any(in_fence(text.value) for text in texts(answer)) else "@written"


def misfits(answer: Answer) -> list[Finding]:
    """What the schema has against the values, but for members it is closed to."""
    return [found for found, keyword in complaints(answer) if keyword != UNKNOWN]


def strangers(answer: Answer) -> list[Finding]:
    """The members that the schema is closed to."""
    return [found for found, keyword in complaints(answer) if keyword == UNKNOWN]


def complaints(answer: Answer) -> list[tuple[Finding, str]]:
    """What the schema has against the values, each with the keyword that says so."""
    schema = definition(answer.request.json)["schema"]
    return [
        (Finding(value.place, f"{problem.expected} {where(problem)}", problem.observed), problem.keyword)
        for value in values(answer)
        for problem in problems(schema, value.value)
    ]


def where(problem: Problem) -> str:
    return f"at {problem.pointer} in the JSON" if problem.pointer else "at the top of the JSON"


def problems(schema: dict[str, Any], value: Any) -> list[Problem]:
    try:
        errors = jsonschema_rs.validator_for(schema, offline=True).iter_errors(value)
        return explain(schema, value, errors)
    except jsonschema_rs.ValidationError as wrong:
        raise NotEstablished(f"the schema is none that we can read: {wrong.message}") from None
    except ValueError as error:
        return [unreadable(error)]


def disordered(answer: Answer) -> list[Finding]:
    """The objects whose members stand in another order than the properties of the schema."""
    named = list(definition(answer.request.json)["schema"].get("properties", {}))
    found = [value for value in values(answer) if isinstance(value.value, dict)]
    return [
        Finding(value.place, f"the order {', '.join(named)}", ", ".join(value.value))
        for value in found
        if [name for name in value.value if name in named] != [name for name in named if name in value.value]
    ]


def excerpt(text: Located, expected: str) -> Finding:
    return Finding(text.place, expected, shown(text.value[:SHOWN] if isinstance(text.value, str) else text.value))
