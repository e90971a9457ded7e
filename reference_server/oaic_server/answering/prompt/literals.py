"""What a text spells out: values by their names, numbers, quoted words, codes, and names of things.

`magic_function(3)` spells out a number, "a note titled 'Ahoy'" a title, "the weather in Paris" a name. Only the
beginning of a long text is listened to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import Any

LISTENED = 4_000  # characters
MOST = 16  # of a kind
AGAIN = 2  # places where a name may stand
LONGEST_LINK = 40  # characters between two things of a list
QUOTED = re.compile(r"""(?<!\w)'([^'\n]+)'(?!\w)|"([^"\n]+)"|`([^`\n]+)`|“([^“”\n]+)”|«([^«»\n]+)»""")
NUMBER = re.compile(r"(?<![\w.:/-])-?\d{1,15}(?:\.\d{1,15})?(?![\w:/-]|\.\d)")
WORD = re.compile(r"[\w:+-]+(?:\.\w+)*")
NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]*(?:[ ][^\W\d_a-z][\w'’-]*)*")
BEFORE_A_NAME = re.compile(r"\b(?:in|for|of|at|to|from|with|about|near|named|called|by)\s+$", re.IGNORECASE)
IN_A_LIST = re.compile(r"\s*(,|,?\s*(?:and|or|&))\s+(?:(?:in|for|of|at|to|from|with|about|near)\s+)?", re.IGNORECASE)
LINK = r"\w{0,2}\b[\"'`]?(?:\s+(?:is|are|to|as|of|exactly)\b){0,3}\s*([:=]?)\s*"
PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")


class Literals:
    def __init__(self, text: str) -> None:
        self.text = text[:LISTENED]

    def by_name(self, name: str) -> Iterator[Any]:
        """What follows a name, however that is written: `customer name: Ada`, `customerName=Ada`, `named 'Ada'`."""
        parts = [re.escape(part) for part in PART.findall(name)]
        if not parts:
            return
        places = re.finditer(rf"\b{'[ _-]?'.join(parts)}{LINK}", self.text, re.IGNORECASE)
        for found in islice(places, AGAIN):
            yield from self._value_at(found.end(), found[1])

    def _value_at(self, place: int, sign: str) -> Iterator[Any]:
        if quoted := QUOTED.match(self.text, place):
            yield inside(quoted)
        if number := NUMBER.match(self.text, place):
            yield from as_number(number[0])
        if sign:
            end = r"[,;)\n]" if sign == "=" else r"\n"
            yield re.split(end, self.text[place:], maxsplit=1)[0].strip()

    @cached_property
    def texts(self) -> list[str]:
        """What is quoted, then codes, then names."""
        quoted = [inside(found) for found in QUOTED.finditer(self.text)]
        codes = filter(is_code, WORD.findall(self.text))
        return list(dict.fromkeys([*quoted, *codes, *(name for name, *_ in self._names)]))[:MOST]

    @cached_property
    def numbers(self) -> list[Any]:
        return list(chain.from_iterable(as_number(found[0]) for found in islice(NUMBER.finditer(self.text), MOST)))

    @cached_property
    def listed(self) -> list[str]:
        """The first names that stand in one list, with `and` or `or` before the last: Paris, Oslo and Tokyo."""
        together, joined = [name for name, *_ in self._names[:1]], False
        for (_, _, end), (name, start, _) in pairwise(self._names):
            if link := link_between(self.text, end, start):
                together.append(name)
                joined |= link[1] != ","
            elif joined:
                break
            else:
                together = [name]
        return together if joined else []

    @cached_property
    def _names(self) -> list[tuple[str, int, int]]:
        """Each with where it begins and ends; a capital tells one, and what stands before it."""
        found: list[tuple[str, int, int]] = []
        for name in NAME.finditer(self.text):
            goes_on = link_between(self.text, found[-1][2], name.start()) if found else None
            if goes_on or BEFORE_A_NAME.search(self.text, max(0, name.start() - 12), name.start()):
                found.append((name[0], name.start(), name.end()))
        return found


class Thing(Literals):
    """One of several, and nothing else."""

    @cached_property
    def texts(self) -> list[str]:
        return [self.text]


def link_between(text: str, end: int, start: int) -> re.Match[str] | None:
    return IN_A_LIST.fullmatch(text, end, start) if start - end <= LONGEST_LINK else None


def is_code(word: str) -> bool:
    """Whether it is one of those that people do not speak: `A-17`, `2026-10-01T15:00:00Z`."""
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))


def inside(quoted: re.Match[str]) -> str:
    return next(group for group in quoted.groups() if group is not None)


def as_number(digits: str) -> Iterator[int | float]:
    yield float(digits) if "." in digits else int(digits)
