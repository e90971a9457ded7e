"""The pieces of tool calls in a stream, each call followed through the chunks."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from oaic_suite.checks.chat.readings.choices import turns
from oaic_suite.checks.tools.readings.offers import SAID, nothing_called
from oaic_suite.evidence.located import Located, expand, shown
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

STREAMED_CALLS = "/choices/*/delta/tool_calls"
DELTAS = f"{STREAMED_CALLS}/*"
Fragments = list[Located]
Numbered = tuple[int, int, int]


def fragments(stream: Stream) -> Fragments:
    """Every entry of every delta's `tool_calls`, in order; there is at least one."""
    found = stream.wherever(DELTAS)
    if not found:
        raise nothing_called(stream)
    return found


def grouped(stream: Stream) -> dict[Numbered, Fragments]:
    """The fragments of each call, by the index of its choice, its own, and how many before it have had the same."""
    fragments(stream)
    found: dict[Numbered, Fragments] = {}
    before: Counter[tuple[int, int]] = Counter()
    for choice, turn in turns(stream).items():
        for fragment in (each for piece in turn for each in expand(piece, "/delta/tool_calls/*")):
            place = choice, index_of(stream, fragment)
            before[place] += opens_another(fragment, found.get((*place, before[place])))
            found.setdefault((*place, before[place]), []).append(fragment)
    return found


def opens_another(fragment: Located, begun: Fragments | None) -> bool:
    """Whether a fragment has both an id that is not that of the call so far, and a name: then it is no piece of it."""
    if begun is None:
        return False
    new_id = is_text(fragment.get("id")) and is_text(begun[0].get("id")) and fragment.get("id") != begun[0].get("id")
    return new_id and any(is_text(fragment.get(kind, "name")) for kind in SAID)


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def under_one_index(stream: Stream) -> list[Finding]:
    """The indexes of calls that an earlier call of their choice has had."""
    return [
        pieces[0].below("index").finding("an index of its own")
        for (_, _, before), pieces in grouped(stream).items()
        if before
    ]


def index_of(stream: Stream, fragment: Located) -> int:
    index = fragment.below("index").value
    if type(index) is not int:
        raise NotEstablished("a fragment has no index", stream.owner(f"{DELTAS}/index"))
    return index


def out_of_line(stream: Stream) -> list[Finding]:
    """The indexes that open a call and are not the next of their choice."""
    opened: Counter[int] = Counter()
    found = []
    for (choice, index, before), pieces in grouped(stream).items():
        if before:
            continue
        if index != opened[choice]:
            found.append(pieces[0].below("index").finding(str(opened[choice])))
        opened[choice] += 1
    return found


def interleaved(stream: Stream) -> list[Finding]:
    """The fragments of a call that come when the next of its choice has begun."""
    calls = list(grouped(stream).items())
    return [
        piece.finding("no piece of a call that another has followed")
        for ((choice, *_), pieces), ((other, *_), following) in pairwise(calls)
        if choice == other
        for piece in pieces
        if (piece.place.frame or 0) > (following[0].place.frame or 0)
    ]


def crowded(stream: Stream) -> list[Finding]:
    """The deltas with pieces of more than one call."""
    fragments(stream)
    listed = [found for found in stream.wherever(STREAMED_CALLS) if isinstance(found.value, list)]
    indexes = [{repr(piece.get("index")) for piece in expand(found, "/*")} for found in listed]
    return [found.finding("pieces of one call") for found, of in zip(listed, indexes, strict=True) if len(of) > 1]


def openings(stream: Stream, *path: str) -> list[Located]:
    """A member of the first fragment of each call, or ABSENT in its place."""
    return [pieces[0].below(*path) for pieces in grouped(stream).values()]


def names(stream: Stream) -> list[Located]:
    """The name that each call opens with, where its kind has it."""
    stream.require_sound(f"{DELTAS}/function")
    return [opening.below(kind(opening), "name") for opening in openings(stream)]


def kind(opening: Located) -> str:
    """Of what a call is: as it says itself, else as its members do."""
    said = opening.below("type").value
    custom = said == "custom" or (said is ABSENT and opening.below("custom").value is not ABSENT)
    return "custom" if custom else "function"


def unbegun(stream: Stream) -> list[Finding]:
    """The first pieces of functions' calls that have no arguments, not even empty ones, where further pieces follow."""
    stream.require_sound(f"{DELTAS}/function/arguments")
    firsts = [pieces[0].below("function") for pieces in grouped(stream).values() if len(pieces) > 1]
    begun = [first.below("arguments") for first in firsts if isinstance(first.value, dict)]
    return [arguments.finding("a string, empty or not") for arguments in begun if arguments.value is ABSENT]


def followers(stream: Stream, *path: str) -> list[tuple[Located, Located]]:
    """A member of every further fragment, or ABSENT in its place, each beside that of the call's first."""
    return [(piece.below(*path), pieces[0].below(*path)) for pieces in grouped(stream).values() for piece in pieces[1:]]


def later(stream: Stream, *path: str) -> list[tuple[Located, Located]]:
    """The same, of those that have it."""
    return [(again, first) for again, first in followers(stream, *path) if again.value not in (ABSENT, None)]


def nulls_beside_calls(stream: Stream) -> list[Finding]:
    """The deltas whose `tool_calls` is null, where others hold pieces."""
    fragments(stream)
    return [
        found.finding("pieces of calls, or nothing") for found in stream.wherever(STREAMED_CALLS) if found.value is None
    ]


def hollow(stream: Stream, *path: str) -> list[Finding]:
    """The further fragments in which null or an empty text stands where nothing should."""
    return [again.finding("nothing") for again, _ in followers(stream, *path) if again.value in (None, "")]


def nulls(stream: Stream, *path: str) -> list[Finding]:
    """The further fragments in which null stands where nothing should."""
    return [again.finding("nothing") for again, _ in followers(stream, *path) if again.value is None]


def repeats(stream: Stream, *path: str) -> list[Finding]:
    """The further fragments with a text that the first has already; an empty one adds nothing."""
    pairs = [(again, first) for again, first in later(stream, *path) if first.value not in (ABSENT, None, "")]
    return [again.finding("no such text again") for again, _ in pairs if again.value != ""]


def strays(stream: Stream, *path: str) -> list[Finding]:
    """The further fragments whose member is not that of the first."""
    pairs = [(again, first) for again, first in later(stream, *path) if first.value not in (ABSENT, None)]
    return [again.finding(f"{shown(first.value)}, or nothing") for again, first in pairs if again.value != first.value]
