"""What a frame of a stream says that the one before did not: an envelope need not be read again and again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from oaic_reports.untrusted import capped

DATA = "data:"
VALUE, CHANGES = 400, 12
Change = tuple[str, Any]
GONE = object()


def told(texts: list[str]) -> list[str]:
    """Each frame in short: whole where it is no JSON object, or follows none."""
    objects = [payload(text) for text in texts]
    return [
        text if after is None or before is None else in_short(before, after)
        for text, before, after in zip(texts, [None, *objects], objects, strict=False)
    ]


def payload(text: str) -> dict[str, Any] | None:
    """The JSON object of a frame of one line."""
    if not text.startswith(DATA) or "\n" in text:
        return None
    try:
        value = json.loads(text.removeprefix(DATA))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def in_short(before: dict[str, Any], after: dict[str, Any]) -> str:
    try:
        found = list(changes(before, after, ""))
        said = [f"{path} {shown(value)}" for path, value in found if value is not GONE]
        gone = [path for path, value in found if value is GONE]
    except RecursionError:
        return "a value that is nested too deeply"
    lines = [*said[:CHANGES], *([f"… and {len(said) - CHANGES} more"] if said[CHANGES:] else [])]
    return "\n".join([*lines, *([f"without {', '.join(gone[:CHANGES])}"] if gone else [])]) or "as the frame before"


def changes(before: Any, after: Any, path: str) -> Iterator[Change]:
    """The places at which two values differ, as far down as both have the same build."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in after.items():
            yield from changes(before.get(key, GONE), value, f"{path}/{key}")
        yield from ((f"{path}/{key}", GONE) for key in before if key not in after)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from changes(one, other, f"{path}/{index}")
    elif type(before) is not type(after) or before != after:
        yield path, after


def shown(value: Any) -> str:
    return capped(json.dumps(value, ensure_ascii=False), VALUE)
