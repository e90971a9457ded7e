"""The texts of a request: `prompt` and `input` hold one or many, written out or as token ids."""

from __future__ import annotations

from typing import Any

from oaic_suite.evidence.exchange import Request


def each(given: Any) -> list[Any]:
    """Every text as it was sent: a string, or a list of ids."""
    return given if isinstance(given, list) and not is_ids(given) else [given]


def is_ids(given: Any) -> bool:
    return isinstance(given, list) and bool(given) and isinstance(given[0], int)


def are_ids(given: Any) -> bool:
    """Whether the texts come as token ids, one text or many."""
    return any(is_ids(one) for one in each(given))


def tokens_sent(given: Any) -> int:
    return sum(len(one) for one in each(given) if is_ids(one))


def choices_asked(request: Request) -> int:
    """How many choices a request asks for: `n` of them for each prompt."""
    return len(each(request.get("prompt"))) * (request.get("n") or 1)
