"""The tool calls of an answer, as they stand in a message or put together from a stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from oaic_suite.checks.chat.readings.choices import CUT_SHORT, finish_reasons, turns
from oaic_suite.checks.tools.readings.fragments import DELTAS, STREAMED_CALLS, Fragments, fragments, grouped
from oaic_suite.checks.tools.readings.offers import SAID, named, nothing_called, offered
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.located import Located, expand, shown
from oaic_suite.evidence.place import ABSENT, Finding, Place
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

CALLS = "/choices/*/message/tool_calls"
LISTS = {Reply: CALLS, Stream: STREAMED_CALLS}
Answer = Reply | Stream


@dataclass(frozen=True)
class Call:
    id: Any
    kind: str
    name: Any
    said: Any  # the arguments, or the input of a custom tool
    whole: bool  # not cut short
    choice: int  # whose message it belongs to
    places: Mapping[str, Place]  # of its id, its name, and what it says

    def finding(self, member: str, expected: str) -> Finding:
        """That its id, its name, or what is said is something else."""
        return Finding(self.places[member], expected, shown(getattr(self, member)))


def calls(answer: Answer) -> list[Call]:
    """The calls of an answer; there is at least one."""
    found = calls_made(answer)
    if not found:
        raise nothing_called(answer)
    return found


def calls_made(answer: Answer) -> list[Call]:
    return list(in_message(answer) if isinstance(answer, Reply) else in_stream(answer))


def misshapen(answer: Answer) -> list[Finding]:
    """What the contract has against the arrays that calls stand in; there is at least one, and null is none."""
    where = LISTS[type(answer)]
    nulls = [found.place for found in answer.wherever(where) if found.value is None]
    if len(nulls) == len(answer.wherever(where)):
        raise nothing_called(answer)
    return [problem for problem in answer.problems(where, f"{where}/*") if problem.place not in nulls]


# --- in a message --------------------------------------------------------------------------------------


def entries(reply: Reply, *path: str) -> list[Located]:
    """A member of every call, or ABSENT in its place; there is at least one call."""
    found = [entry for group in messages(reply) for entry in group]
    if not found:
        raise nothing_called(reply)
    return [entry.below(*path) for entry in found]


def calling(reply: Reply) -> list[Located]:
    """The choices that call, each with a reason the contract knows; there is at least one."""
    reply.sound("/choices/*/finish_reason")
    entries(reply)
    return [choice for choice in reply.each("/choices/*") if choice.below("message", "tool_calls").value]


def messages(reply: Reply) -> list[list[Located]]:
    """The calls of each message."""
    reply.sound("/choices")
    reply.require_sound(f"{CALLS}/*")
    return [list(expand(message, "/tool_calls/*")) for message in reply.sound("/choices/*/message")]


def in_message(reply: Reply) -> Iterator[Call]:
    for number, (entry, reason) in enumerate(zip(messages(reply), reply.each("/choices/*"), strict=True)):
        for each in entry:
            yield read_call(each, reason.below("finish_reason").value not in CUT_SHORT, number)


def read_call(entry: Located, whole: bool, choice: int) -> Call:
    kind = kind_of(entry)
    parts = {"id": entry.below("id"), "name": entry.below(kind, "name"), "said": entry.below(kind, SAID[kind])}
    values = {member: part.value for member, part in parts.items()}
    places = {member: part.place for member, part in parts.items()}
    return Call(kind=kind, whole=whole, choice=choice, places=places, **values)


def kind_of(entry: Located) -> str:
    kind = entry.below("type").value
    return kind if isinstance(kind, str) and kind in SAID else "function"


# --- put together from a stream --------------------------------------------------------------------------


def in_stream(stream: Stream) -> Iterator[Call]:
    stream.require_complete()
    if stream.sound("/choices/*/delta") and stream.wherever(DELTAS):
        whole = not any(reason.value in CUT_SHORT for reason in finish_reasons(stream))
        for (choice, *_), pieces in grouped(stream).items():
            yield joined(pieces, whole, choice)


def joined(pieces: Fragments, whole: bool, choice: int) -> Call:
    kind = kind_of(pieces[0])
    parts = {"id": first(pieces, "id"), "name": first(pieces, kind, "name"), "said": first(pieces, kind, SAID[kind])}
    values = {member: part.value for member, part in parts.items()} | {"said": text([*below(pieces, kind, SAID[kind])])}
    places = {member: part.place for member, part in parts.items()}
    return Call(kind=kind, whole=whole, choice=choice, places=places, **values)


def below(pieces: Fragments, *path: str) -> Iterator[Located]:
    return (piece.below(*path) for piece in pieces)


def first(pieces: Fragments, *path: str) -> Located:
    """The first that says something, or the first of all."""
    return next((piece for piece in below(pieces, *path) if piece.value), pieces[0].below(*path))


def text(pieces: Fragments) -> Any:
    """The texts joined, or the first piece that is none."""
    said = [piece.value for piece in pieces if piece.value is not ABSENT]
    strange = [value for value in said if not isinstance(value, str)]
    return strange[0] if strange else "".join(said)


def message(stream: Stream) -> dict[str, Any]:
    """The message that the deltas of the first choice add up to."""
    fragments(stream)
    found = list(in_stream(stream))
    for member, owner in (("id", "id"), ("name", "function/name"), ("said", "function/arguments")):
        if not all(isinstance(getattr(call, member), str) for call in found):
            raise NotEstablished(f"a call has no {member}", stream.owner(f"{DELTAS}/{owner}"))
    said = [content for content in below(turns(stream)[0], "delta", "content") if isinstance(content.value, str)]
    spelt = [
        {"id": call.id, "type": call.kind, call.kind: {"name": call.name, SAID[call.kind]: call.said}} for call in found
    ]
    return {"role": "assistant", "content": text(said) or None, "tool_calls": spelt}


# --- whether the right ones were made --------------------------------------------------------------------


def unforced(answer: Answer) -> list[Finding]:
    """What an answer does instead of calling what it is forced to call, and nothing else."""
    wanted = named(answer.request.get("tool_choice"))
    expected = "a call" if wanted is None else f"a call of {wanted[1]!r}"
    found = calls_made(answer)
    if not found:
        require_an_end(answer)
        return [Finding(answer.place(), expected, "no call")]
    require_offered(answer, found)
    return [call.finding("name", expected) for call in found if wanted not in (None, (call.kind, call.name))]


def unallowed(answer: Answer) -> list[Finding]:
    """The calls of tools that are offered, and not among those allowed."""
    allowed = [named(tool) for tool in answer.request.get("tool_choice")["allowed_tools"]["tools"]]
    require_offered(answer, calls(answer))
    return [call.finding("name", "an allowed tool") for call in calls(answer) if (call.kind, call.name) not in allowed]


def require_offered(answer: Answer, found: list[Call]) -> None:
    """That every call is of a tool that is offered; where one is not, another requirement says so."""
    if isinstance(answer, Reply):
        answer.require_sound(
            *(f"{CALLS}/*/{member}" for member in ("type", "function", "function/name", "custom/name"))
        )
    names = [name for _, name in offered(answer.request)]  # what was called may be anything
    if stranger := next((call for call in found if call.name not in names), None):
        raise NotEstablished(f"there is no tool {stranger.name!r}", answer.owner("@offered"))


def require_an_end(answer: Answer) -> None:
    """That the answer was neither refused nor cut short: then no call need have come."""
    said = "message" if isinstance(answer, Reply) else "delta"
    reasons = [reason.value for reason in answer.each("/choices/*/finish_reason")]
    refusals = [refusal.value for refusal in answer.wherever(f"/choices/*/{said}/refusal")]
    if any(reason in CUT_SHORT for reason in reasons) or any(refusals):
        raise NotEstablished("the answer was cut short, or declined, before a tool could be called")


def undeclared(answer: Answer) -> list[Finding]:
    """Calls of tools that the request does not offer."""
    known = offered(answer.request)
    expected = "one of " + ", ".join(repr(name) for _, name in known)
    found = [call for call in calls(answer) if isinstance(call.name, str)]
    return [call.finding("name", expected) for call in found if call.name not in {name for _, name in known}]


def surplus(answer: Answer) -> list[Finding]:
    """The calls of an answer beyond one for each choice."""
    most = answer.request.get("n") or 1
    return [call.finding("name", "no second call") for call in calls(answer)[most:]]


def shared_ids(answer: Answer) -> list[Finding]:
    """The calls of a message whose id another of its calls has too."""
    found = [call for call in calls(answer) if call.id not in (ABSENT, None, "")]
    counts = Counter((call.choice, repr(call.id)) for call in found)
    return [call.finding("id", "an id of its own") for call in found if counts[call.choice, repr(call.id)] > 1]


# --- whether they say what they should -------------------------------------------------------------------


def arguments(answer: Answer) -> list[Call]:
    """The calls whose arguments are text, and were not cut short; there is at least one."""
    found = [call for call in calls(answer) if call.whole and call.kind == "function" and isinstance(call.said, str)]
    if not found:
        raise NotEstablished("no call has arguments that are text, and were not cut short")
    return found


def not_objects(answer: Answer) -> list[Finding]:
    """Arguments that are not the JSON text of an object; an empty text will do for a function without parameters."""
    wrong = [call for call in arguments(answer) if not isinstance(value(call), dict)]
    return [
        call.finding("said", "the JSON text of an object") for call in wrong if call.said or takes_any(answer, call)
    ]


def broken_off(reply: Reply) -> list[Located]:
    """The choices with a call whose arguments end before they are whole; there is at least one."""
    choices = {call.places["said"].pointer: call for call in calls(reply) if isinstance(call.said, str)}
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
    return [call.finding("said", f"what the function's schema accepts: {why}") for call, why in told if why]


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
    try:
        error = next(iter(jsonschema_rs.validator_for(dict(schema), offline=True).iter_errors(value)), None)
    except jsonschema_rs.ValidationError as wrong:
        raise NotEstablished(f"the schema is none that we can read: {wrong.message}") from None
    return "" if error is None else error.message
