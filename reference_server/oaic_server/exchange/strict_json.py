"""JSON without the liberties: UTF-8, no NaN, no duplicate member, no lone surrogate, bounded depth and size.

The fast parser knows best what is JSON, but keeps the last of two equal members: what may hold two is read once more,
slowly. And it makes a float of `1.0`, which is the integer 1 (JSON Schema, 4.2.3).
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any, NamedTuple

import orjson

EXACT = 2**53  # up to here a float is the integer it says
MOST_VALUES = 400_000  # a third more than there are ids in the largest request for embeddings
MOST_MEMBERS = 2**17  # of all its objects; each costs what several ids do
LARGE, RARE = 2**20, 1_000  # bytes at least, and times at most
GAP = re.compile(rb'"\s+:')  # between a name and its colon
# It matches at any place, at the end of bytes that are no JSON too: else it would look again from each place.
SIGN = re.compile(rb'(?:[^"{\[,]++|"(?:[^"\\]++|\\.)*+"?+)*+([{\[,]?)')


class Malformed(ValueError):
    """Says what is wrong with the bytes, as the end of a sentence about the body."""


def parse(raw: bytes, depth: int) -> Any:
    if has_more_values(raw, MOST_VALUES):
        raise Malformed(f"has more than {MOST_VALUES} values")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"is not valid JSON: {error}") from None
    found = survey(value, depth)
    if found.is_too_deep:
        raise Malformed(f"is nested more than {depth} levels deep")
    if found.members > MOST_MEMBERS:
        raise Malformed(f"has more than {MOST_MEMBERS} members")
    # A quote and a colon stand behind each name, and by chance within a text: no more of them than members, none lost.
    if GAP.search(raw) or times(raw, b'":') != found.members:
        json.loads(raw, object_pairs_hook=unique)
    return settled(value) if found.has_whole_floats else value


def has_more_values(raw: bytes, most: int) -> bool:
    """A value is the first in what holds it, or it follows a comma; the same signs in texts are looked at last."""
    if len(raw) <= most or sum(times(raw, sign) for sign in (b"{", b"[", b",")) <= most:
        return False
    return any(islice((found for found in SIGN.finditer(raw) if found[1]), most, None))


def times(raw: bytes, sign: bytes) -> int:
    """How often it stands there. In megabytes of a picture a sign is rare: to look for the next is quicker by far."""
    if len(raw) < LARGE:
        return raw.count(sign)
    found, place = 0, raw.find(sign[:1])
    for _ in range(RARE):
        if place < 0:
            return found
        found += raw.startswith(sign, place)
        place = raw.find(sign[:1], place + 1)
    return found + (raw.count(sign, place) if place >= 0 else 0)


class Survey(NamedTuple):
    """What a value holds, as far down as was looked."""

    members: int = 0
    has_whole_floats: bool = False
    is_too_deep: bool = False


def survey(value: Any, depth: int) -> Survey:
    members, has_whole_floats, level = 0, False, [value]
    while level:
        if depth <= 0 and any(isinstance(node, dict | list) for node in level):
            return Survey(is_too_deep=True)
        below: list[Any] = []
        for node in level:
            kind = type(node)  # a parser makes no other kinds of these
            if kind is dict:
                members += len(node)
                below += node.values()
            elif kind is list:
                below += node
            elif kind is float:
                has_whole_floats |= node.is_integer()
        level = below
        depth -= 1
    return Survey(members, has_whole_floats)


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise Malformed(f"has the member {json.dumps(repeated(pairs))} twice in one object")
    return named


def repeated(pairs: list[tuple[str, Any]]) -> str:
    """The first name that was there already."""
    first = {name: place for place, (name, _) in reversed([*enumerate(pairs)])}
    return next(name for place, (name, _) in enumerate(pairs) if first[name] < place)


def settled(value: Any) -> Any:
    """The same with integers where a float is whole, and exact."""
    holding: list[Any] = [[value]]
    for held in holding:
        for place, inner in held.items() if isinstance(held, dict) else enumerate(held):
            if type(inner) is float:
                held[place] = number(inner)
            elif type(inner) in (dict, list):
                holding.append(inner)
    return holding[0][0]


def number(said: float) -> int | float:
    return int(said) if said.is_integer() and abs(said) <= EXACT else said
