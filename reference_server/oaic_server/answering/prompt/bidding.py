"""What the user bids the parrot call: step by step, by name, and with the arguments that are written out.

Steps are what "then" divides, and each answer of tools leads on to the next: `read_page {"number": 1} then
read_page {"number": 2}` is two calls, one after the other. Steps that name no tool are none. Where one has
arguments written out, its other words name nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

WORD = re.compile(r"[\w-]+")
WRITTEN = re.compile(r'\s*(?=[{"])')  # what begins a JSON object or string
NEXT = "then"
DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Bidding:
    """The user's last words, how often tools have answered since, and what has been called."""

    text: str
    answered: int = 0
    called: frozenset[str] = frozenset()  # the names of tools that were called before


@dataclass(frozen=True)
class Word:
    said: str
    argument: Any = None  # the JSON object or string that follows the whole name of a tool
    place: int = 0  # where it ends in the text


def step(bidding: Bidding, names: Collection[str], telling: Collection[str]) -> list[Word]:
    """What is to be done now; empty where all has been done."""
    steps = (each for each in steps_of(words(bidding.text, names)) if any(word.said in telling for word in each))
    now = next(islice(steps, bidding.answered, None), [])
    return [word for word in now if word.argument is not None] or now


def steps_of(words: Iterator[Word]) -> Iterator[list[Word]]:
    current: list[Word] = []
    for word in words:
        if word.said == NEXT:
            yield current
            current = []
        else:
            current.append(word)
    yield current


def words(text: str, names: Collection[str]) -> Iterator[Word]:
    place = 0
    while found := WORD.search(text, place):
        said, ends = found[0].lower(), found.end()
        argument, place = written(text, ends) if said in names else (None, ends)
        yield Word(said, argument, ends)


def written(text: str, place: int) -> tuple[Any, int]:
    """The JSON object or string at this place, and where it ends; None where there is none."""
    if (begins := WRITTEN.match(text, place)) is None:
        return None, place
    try:
        argument, ends = DECODER.raw_decode(text, begins.end())
        json.dumps(argument, ensure_ascii=False, allow_nan=False).encode()  # no NaN, and no half of a character
    except (ValueError, RecursionError):
        return None, place
    return argument, ends
