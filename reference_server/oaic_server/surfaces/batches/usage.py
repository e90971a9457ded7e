"""What the answers of a batch cost together, in whatever words each of them tells it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]


def added(usage: Json, bodies: Iterable[Json]) -> Json:
    for body in bodies:
        usage = plus(usage, body.get("usage") or {})
    return usage


def tokens(body: Json) -> int:
    """How many an answer cost; a refusal costs none."""
    return int((body.get("usage") or {}).get("total_tokens", 0))


def plus(usage: Json, told: Json) -> Json:
    read, written = (("input_tokens", "prompt_tokens"), ("output_tokens", "completion_tokens"))
    return {
        "input_tokens": usage["input_tokens"] + first(told, read),
        "input_tokens_details": {
            "cached_tokens": usage["input_tokens_details"]["cached_tokens"] + detail(told, read, "cached_tokens")
        },
        "output_tokens": usage["output_tokens"] + first(told, written),
        "output_tokens_details": {
            "reasoning_tokens": usage["output_tokens_details"]["reasoning_tokens"]
            + detail(told, written, "reasoning_tokens")
        },
        "total_tokens": usage["total_tokens"] + told.get("total_tokens", 0),
    }


def first(told: Json, names: Iterable[str]) -> int:
    return next((int(told[name]) for name in names if name in told), 0)


def detail(told: Json, names: Iterable[str], member: str) -> int:
    details = (told.get(f"{name}_details") or {} for name in names)
    return sum(int(each.get(member) or 0) for each in details)
