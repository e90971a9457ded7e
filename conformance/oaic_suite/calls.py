"""The tool calls of an answer, as they stand in a message or put together from a stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from oaic_suite.choices import finish_reasons, turns
from oaic_suite.evidence import Evidence
from oaic_suite.fragments import DELTAS, Fragments, fragments, grouped
from oaic_suite.located import Located, expand, shown
from oaic_suite.offers import SAID, named, nothing_called, offered
from oaic_suite.place import ABSENT, Finding, Place
from oaic_suite.reply import Reply
from oaic_suite.stream import Stream
from oaic_suite.strict_json import parse
from oaic_suite.verdict import NotEstablished

CALLS = "/choices/*/message/tool_calls/*"
CUT = ("length", "content_filter")
Answer = Reply | Stream


@dataclass(frozen=True)
class Call:
    id: Any
    kind: str
    name: Any
    said: Any  # the arguments, or the input of a custom tool
    place: Place  # of what is said
    whole: bool  # not cut short

    def finding(self, expected: str, observed: Any = ABSENT) -> Finding:
        return Finding(self.place, expected, shown(self.said if observed is ABSENT else observed))


def calls(answer: Answer) -> list[Call]:
    """The calls of an answer; there is at least one."""
    found = made(answer)
    if not found:
        raise nothing_called(answer)
    return found


def made(answer: Answer) -> list[Call]:
    return list(in_message(answer) if isinstance(answer, Reply) else in_stream(answer))


# --- in a message --------------------------------------------------------------------------------------


def entries(reply: Reply, *path: str) -> list[Located]:
    """A member of every call, or ABSENT in its place; there is at least one call."""
    found = [entry for group in messages(reply) for entry in group]
    if not found:
        raise nothing_called(reply)
    return [entry.below(*path) for entry in found]


def messages(reply: Reply) -> list[list[Located]]:
    """The calls of each message."""
    reply.sound("/choices")
    return [list(expand(message, "/tool_calls/*")) for message in reply.sound("/choices/*/message")]


def in_message(reply: Reply) -> Iterator[Call]:
    for entry, reason in zip(messages(reply), reply.each("/choices/*"), strict=True):
        for each in entry:
            yield spoken(each, reason.below("finish_reason").value not in CUT)


def spoken(entry: Located, whole: bool) -> Call:
    kind = kind_of(entry)
    said = entry.below(kind, SAID[kind])
    return Call(entry.below("id").value, kind, entry.below(kind, "name").value, said.value, said.place, whole)


def kind_of(entry: Located) -> str:
    kind = entry.below("type").value
    return kind if isinstance(kind, str) and kind in SAID else "function"


# --- put together from a stream --------------------------------------------------------------------------


def in_stream(stream: Stream) -> Iterator[Call]:
    _ = stream.complete
    if stream.sound("/choices/*/delta") and stream.wherever(DELTAS):
        whole = not any(reason.value in CUT for reason in finish_reasons(stream))
        for pieces in grouped(stream).values():
            yield joined(pieces, whole)


def joined(pieces: Fragments, whole: bool) -> Call:
    kind = kind_of(pieces[0])
    said = [piece.below(kind, SAID[kind]) for piece in pieces]
    text = "".join(piece.value for piece in said if isinstance(piece.value, str))
    place = next((piece.place for piece in said if piece.value), said[0].place)
    return Call(first(pieces, "id"), kind, first(pieces, kind, "name"), text, place, whole)


def first(pieces: Fragments, *path: str) -> Any:
    values = [piece.below(*path).value for piece in pieces]
    return next((value for value in values if value), values[0])


def message(stream: Stream) -> dict[str, Any]:
    """The message that the deltas of the first choice add up to."""
    said = [piece.below("delta", "content").value for piece in turns(stream)[0]]
    text = "".join(content for content in said if isinstance(content, str))
    fragments(stream)
    spelt = [
        {"id": call.id, "type": call.kind, call.kind: {"name": call.name, SAID[call.kind]: call.said}}
        for call in in_stream(stream)
    ]
    return {"role": "assistant", "content": text or None, "tool_calls": spelt}


# --- whether the right ones were made --------------------------------------------------------------------


def unforced(answer: Answer) -> list[Finding]:
    """What an answer does instead of calling what it is forced to call, and nothing else."""
    wanted = named(answer.request.get("tool_choice"))
    expected = "a call" if wanted is None else f"a call of {wanted[1]!r}"
    found = made(answer)
    if not found:
        require_an_end(answer)
        return [Finding(answer.place(), expected, "no call")]
    return [call.finding(expected, call.name) for call in found if wanted not in (None, (call.kind, call.name))]


def require_an_end(answer: Answer) -> None:
    """A model may decline, and a limit may come first: neither is the doing of who ignores a choice."""
    said = "message" if isinstance(answer, Reply) else "delta"
    reasons = [reason.value for reason in answer.each("/choices/*/finish_reason")]
    refusals = [refusal.value for refusal in answer.wherever(f"/choices/*/{said}/refusal")]
    if any(reason in CUT for reason in reasons) or any(refusals):
        raise NotEstablished("the answer was cut short, or declined, before a tool could be called")


def undeclared(answer: Answer) -> list[Finding]:
    """Calls of tools that the request does not offer."""
    known = offered(answer.request)
    expected = "one of " + ", ".join(repr(name) for _, name in known)
    found = [call for call in calls(answer) if isinstance(call.name, str)]
    return [call.finding(expected, call.name) for call in found if (call.kind, call.name) not in known]


def surplus(answer: Answer) -> list[Finding]:
    """The calls of an answer beyond one for each choice."""
    most = answer.request.get("n") or 1
    return [call.finding("no second call", call.name) for call in calls(answer)[most:]]


def shared_ids(answer: Answer) -> list[Finding]:
    """The calls of a message whose id another of its calls has too."""
    found = [call for call in calls(answer) if call.id not in (ABSENT, None, "")]
    counts = Counter((message_of(call), repr(call.id)) for call in found)
    return [call.finding("an id of its own", call.id) for call in found if counts[message_of(call), repr(call.id)] > 1]


def message_of(call: Call) -> str:
    """What tells the message of one call from that of another: the choice in its pointer."""
    return (call.place.pointer or "").partition("/tool_calls")[0]


# --- whether they say what they should -------------------------------------------------------------------


def arguments(answer: Answer) -> list[Call]:
    """The calls whose arguments are text, and were not cut short; there is at least one."""
    found = [call for call in calls(answer) if call.whole and call.kind == "function" and isinstance(call.said, str)]
    if not found:
        raise NotEstablished("no call has arguments that are text, and were not cut short")
    return found


def not_objects(answer: Answer) -> list[Finding]:
    """Arguments that are not the JSON text of an object; where none are taken, nothing will do."""
    wrong = [call for call in arguments(answer) if not isinstance(value(call), dict)]
    return [call.finding("the JSON text of an object") for call in wrong if call.said or takes_any(answer, call)]


def broken_off(reply: Reply) -> list[Located]:
    """The choices with a call whose arguments end before they are whole; there is at least one."""
    choices = {call.place.pointer: call for call in calls(reply) if isinstance(call.said, str)}
    broken = [pointer for pointer, call in choices.items() if not isinstance(value(call), dict)]
    found = [each for each in reply.each("/choices/*") if any(inside(pointer, each) for pointer in broken)]
    if not found:
        raise NotEstablished("no arguments were cut short")
    return found


def inside(pointer: str | None, choice: Located) -> bool:
    return (pointer or "").startswith(f"{choice.place.pointer}/")


def misfits(answer: Answer) -> list[Finding]:
    """Arguments that the schema of their function does not accept."""
    objects = [call for call in arguments(answer) if isinstance(value(call), dict)]
    if not objects:
        raise NotEstablished("no arguments are the JSON text of an object")
    told = [(call, complaint(schema(answer, call), value(call))) for call in objects]
    return [call.finding(f"what the function's schema accepts: {why}") for call, why in told if why]


def value(call: Call) -> Any:
    try:
        return parse(call.said.encode("utf-8", "surrogatepass"))
    except ValueError:
        return None


def schema(answer: Evidence, call: Call) -> Mapping[str, Any]:
    told = offered(answer.request).get((call.kind, str(call.name)))
    if told is None:
        raise NotEstablished(f"no tool {call.name!r} was offered")
    return told.get("parameters") or {}


def takes_any(answer: Answer, call: Call) -> bool:
    return bool(schema(answer, call).get("properties"))


def complaint(schema: Mapping[str, Any], value: Any) -> str:
    """What a schema has against a value first; empty when it has nothing."""
    error = next(iter(jsonschema_rs.validator_for(dict(schema)).iter_errors(value)), None)
    return "" if error is None else error.message
