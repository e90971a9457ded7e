"""What a refusal says, in whatever shape: OpenAI's envelope, a flat one, FastAPI's `detail`, or plain text.

Servers of other makes refuse honestly in words of their own. Words may excuse a server, and convict none.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.shown.printable import printable

LONGEST = 4000  # characters of words that are read
LAYERS = 2  # FastAPI puts the envelope of others into its `detail`
SHOWN = 120  # of those that are repeated
PLACES = ("param", "loc")  # where a member is named by its place
WORDS = ("message", "msg", "detail", "error", "title")  # where it is named in words
AROUND = {"body"}  # what FastAPI puts before a place
SHORT = 3  # letters of a word that has no plural
PAGE = "<"  # how a page begins; its words are about something else


@dataclass(frozen=True)
class Told:
    code: Any = None
    places: tuple[str, ...] = ()  # the first step of each
    words: str = ""

    @classmethod
    def of(cls, exchange: Exchange) -> Told:
        return cls.read(exchange.body.decode("utf-8", "replace"))

    @classmethod
    def read(cls, text: str) -> Told:
        text = text.strip()
        try:
            body = json.loads(text)
        except (ValueError, RecursionError):
            return cls(words="" if text.startswith(PAGE) else text[:LONGEST])
        notes = list(notes_in(body))
        places = [place for note in notes for name in PLACES if (place := first_step(note.get(name)))]
        words = [note[name] for note in notes for name in WORDS if isinstance(note.get(name), str)]
        code = next((note["code"] for note in notes if note.get("code") is not None), None)
        return cls(code, tuple(places), "; ".join(words)[:LONGEST])

    def names(self, names: Iterable[str]) -> bool:
        """Whether it is about one of these, by its place or in words."""
        return any(self.places_name(name) or said(name).search(self.words) for name in names)

    def places_name(self, name: str) -> bool:
        return name in self.places

    def points_into(self, name: str) -> bool:
        """Whether it gives a place in this member, be it in the midst of words: `tools[0].type`."""
        return self.places_name(name) or entry_of(name).search(self.words) is not None

    @property
    def shown(self) -> str:
        """The beginning of its words, for a reader."""
        line = " ".join(printable(self.words).split())
        return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def notes_in(body: Any, layers: int = LAYERS) -> Iterator[dict[str, Any]]:
    """Every object that may say what is wrong, the innermost first; a bare text is one that has only words."""
    if isinstance(body, str):
        yield {"message": body}
    elif isinstance(body, dict):
        for inner in (body.get("error"), body.get("detail")) if layers else ():
            for entry in inner if isinstance(inner, list) else [inner]:
                yield from notes_in(entry, layers - 1) if isinstance(entry, dict) else ()
        yield body


def first_step(place: Any) -> str | None:
    """`tools` of `tools[0].type`, `body.tools` and `["body", "tools", 0]`."""
    steps = place if isinstance(place, list) else re.split(r"[.\[]", place) if isinstance(place, str) else []
    return next((step for step in steps if isinstance(step, str) and step and step not in AROUND), None)


@functools.cache
def entry_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(name)}(?:\[\d+\]|\.\d+\b)")


@functools.cache
def said(name: str) -> re.Pattern[str]:
    """A name as words say it: `tool_choice` also as "tool choice", and one or many of them."""
    stem = name.removesuffix("s") if len(name) > SHORT else name
    spelt = r"[\s_-]".join(map(re.escape, re.split(r"[\s_-]", stem.lower())))
    plural = "s?" if len(name) > SHORT else ""
    return re.compile(rf"(?<![a-z0-9]){spelt}{plural}(?![a-z0-9])", re.IGNORECASE)
