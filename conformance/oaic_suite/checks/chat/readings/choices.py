"""The choices of a streamed chat, each followed through the chunks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_suite.checks.chat.readings.prompts import choices_asked
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

Pieces = list[Located]
INDEX = "/choices/*/index"
CUT_SHORT = ("length", "content_filter")  # finish reasons of a choice that did not end by itself


def pieces(stream: Stream) -> Pieces:
    """Every entry of every chunk's `choices`, in order; there is at least one."""
    return stream.each("/choices/*")


def indices(stream: Stream) -> list[Located]:
    """The index of every piece; all are integers."""
    found = [piece.below("index") for piece in pieces(stream)]
    if any(type(index.value) is not int for index in found):
        raise NotEstablished("a choice has no index", stream.owner(INDEX))
    return found


def wanted(stream: Stream) -> range:
    """The indexes of the choices that were asked for."""
    return range(choices_asked(stream.request))


def turns(stream: Stream) -> Mapping[int, Pieces]:
    """The pieces of each choice, in order; only choices that were asked for speak."""
    if any(index.value not in wanted(stream) for index in indices(stream)):
        raise NotEstablished("a choice has an index beyond n", stream.owner("@index"))
    found: dict[int, Pieces] = {}
    for piece, index in zip(pieces(stream), indices(stream), strict=True):
        found.setdefault(index.value, []).append(piece)
    return found


def missing(stream: Stream) -> list[Finding]:
    """The choices asked for of which no piece came."""
    last, found = stream.complete[-1].place, turns(stream)
    return [Finding(last, f"a choice with index {index}", "nothing") for index in wanted(stream) if index not in found]


# --- what was said -------------------------------------------------------------------------------------


def contents(turn: Pieces) -> list[str]:
    said = [piece.below("delta", "content").value for piece in turn]
    return [content for content in said if isinstance(content, str)]


def texts(stream: Stream) -> dict[int, str]:
    """The content of each choice, put together."""
    stream.require_complete()
    return {index: "".join(contents(turn)) for index, turn in turns(stream).items()}


def text(stream: Stream) -> str:
    """The content of the first choice; some came."""
    found = texts(stream).get(0)
    if not found:
        raise NotEstablished("the stream carries no text")
    return found


def later_nulls(stream: Stream) -> list[Finding]:
    """Content that is null in any piece of a choice but its first."""
    later = [piece.below("delta", "content") for turn in turns(stream).values() for piece in turn[1:]]
    return [content.finding("text, or no content at all") for content in later if content.value is None]


# --- who says it ---------------------------------------------------------------------------------------


def said(value: Any) -> bool:
    """Whether a role or a reason is given at all: empty ones are the schema's matter."""
    return value is not ABSENT and value is not None and value != ""


def deltas(stream: Stream) -> list[Pieces]:
    """The pieces of each choice, where all of them have a delta."""
    stream.sound("/choices/*/delta")
    return list(turns(stream).values())


def roles(turn: Pieces) -> list[Located]:
    return [role for piece in turn if said((role := piece.below("delta", "role")).value)]


def first_roles(stream: Stream) -> list[Located]:
    """The role each choice is given, or ABSENT where it should stand."""
    stream.require_complete()
    return [(roles(turn) or [turn[0].below("delta", "role")])[0] for turn in deltas(stream)]


def late_roles(stream: Stream) -> list[Finding]:
    """The first pieces of those choices that are given their role later."""
    named = [turn for turn in deltas(stream) if roles(turn)]
    if not named:
        raise NotEstablished("no choice is given a role", stream.owner("@role"))
    firsts = [turn[0].below("delta", "role") for turn in named]
    return [role.finding("the role, here already") for role in firsts if not said(role.value)]


def repeated_roles(stream: Stream) -> list[Finding]:
    return [role.finding("no second role") for turn in deltas(stream) for role in roles(turn)[1:]]


# --- how it ends ---------------------------------------------------------------------------------------


def finishes(turn: Pieces) -> list[Located]:
    return [reason for piece in turn if said((reason := piece.below("finish_reason")).value)]


def unfinished(stream: Stream) -> list[Finding]:
    """The last pieces of those choices that never finish."""
    stream.require_complete()
    ends = [turn[-1].below("finish_reason") for turn in turns(stream).values() if not finishes(turn)]
    return [end.finding("a finish_reason by the end of the choice") for end in ends]


def finished_again(stream: Stream) -> list[Finding]:
    return [reason.finding("no second finish_reason") for turn in finished(stream) for reason in finishes(turn)[1:]]


def carried_on(stream: Stream) -> list[Finding]:
    """The pieces that follow the finish of their choice and finish nothing themselves."""
    return [
        piece.finding("nothing more of this choice")
        for turn in finished(stream)
        for piece in turn[after(turn) :]
        if not finishes([piece])
    ]


def after(turn: Pieces) -> int:
    return next(number for number, piece in enumerate(turn, 1) if finishes([piece]))


def finished(stream: Stream) -> list[Pieces]:
    """The choices that finish; there is at least one."""
    found = [turn for turn in turns(stream).values() if finishes(turn)]
    if not found:
        raise NotEstablished("no choice finishes", stream.owner("@finish"))
    return found


def finish_reasons(stream: Stream) -> list[Located]:
    """The reason each choice finishes for."""
    return [finishes(turn)[0] for turn in finished(stream)]


def empty_before_finish(stream: Stream) -> list[Finding]:
    """The chunks without a choice that do not follow the finish of every choice."""
    last = max(reason.place.frame or 0 for reason in finish_reasons(stream))
    empty = [choices for choices in stream.members("choices") if choices.value == []]
    return [choices.finding("a choice") for choices in empty if (choices.place.frame or 0) < last]


def text_only(body):
    """Whether only text is asked for: chunks with sound lack members that chunks of text have, the finish too."""
    return "audio" not in (body.get("modalities") or [])
