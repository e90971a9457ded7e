"""What JSON is to look like where only the words of a prompt say so: a schema that stands in them, or keys by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

LISTENED = 20_000  # characters
BEGINNINGS = 20  # of JSON that are tried
# Possessive: blanks that could be shared out in several ways would be, between all names.
KEYS = r"""(?:['"`]\w{1,60}+['"`]\s{0,3}+,?+\s{0,3}+(?:and\s)?+\s{0,3}+){1,32}+"""
NAMED = (
    re.compile(rf"({KEYS})(?:as\s)?(?:keys?|fields?|members?|properties)\b", re.IGNORECASE),
    re.compile(rf"\b(?:keys?|fields?|members?|properties)(?:\s(?:are|named|called))?:?\s({KEYS})", re.IGNORECASE),
)
DECODER = json.JSONDecoder()


def sketched(told: str) -> Mapping[str, Any] | None:
    """A schema for what was asked for; None where nothing says what that is."""
    told = told[:LISTENED]
    return next((found for found in schemas(told)), None) or by_keys(told)


def schemas(told: str) -> Iterator[Mapping[str, Any]]:
    place = 0
    for _ in range(BEGINNINGS):
        if (place := told.find("{", place)) < 0:
            return
        try:
            value, place = DECODER.raw_decode(told, place)
        except (ValueError, RecursionError):
            place += 1
            continue
        if isinstance(value.get("properties"), dict):
            yield value


def by_keys(told: str) -> Mapping[str, Any] | None:
    named = next((found[1] for pattern in NAMED if (found := pattern.search(told))), None)
    if named is None:
        return None
    keys = re.findall(r"\w+", re.sub(r"\band\s", "", named))
    texts = {key: {"type": "string", "minLength": 1} for key in keys}
    return {"type": "object", "properties": texts, "required": keys}
