"""The counts of tokens in a response."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_suite.checks.responses.readings.outcome import require_settled
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply

COUNTS = ("/usage/input_tokens", "/usage/output_tokens", "/usage/total_tokens")
DETAILS = ("/usage/input_tokens_details", "/usage/output_tokens_details")


def limited(body: Mapping[str, Any]) -> bool:
    """Whether a request says how long the answer may be."""
    return isinstance(body.get("max_output_tokens"), int)


def missing(response: Reply) -> list[Finding]:
    require_settled(response)
    return failing([response.found("usage")], lambda usage: isinstance(usage, dict), "counts of tokens")


def negative(response: Reply) -> list[Finding]:
    counts = [found for found in response.wherever(*COUNTS) if isinstance(found.value, int)]
    return failing(counts, lambda count: count >= 0, "a count of tokens")


def wrong_sum(response: Reply) -> list[Finding]:
    response.require_sound(*COUNTS)
    spent, said, total = (response.each(place)[0] for place in COUNTS)
    wanted = spent.value + said.value
    return [] if total.value == wanted else [total.finding(f"{wanted}, the sum of the other two")]


def beyond_limit(response: Reply) -> list[Finding]:
    limit = response.request.get("max_output_tokens")
    return failing(response.sound(COUNTS[1]), lambda count: count <= limit, f"at most {limit}")


def read_no_more(before: Reply, after: Reply) -> list[Finding]:
    """That a response has not read more tokens than the one it is held against."""
    count = before.sound(COUNTS[0])[0].value
    return failing(after.sound(COUNTS[0]), lambda found: found > count, f"more than {count}")


def instructed_still(after: Reply, control: Reply, instructions: str) -> list[Finding]:
    """That a response was told instructions of the one before, or has read them: a word is a token at least."""
    told = failing([after.found("instructions")], lambda told: told != instructions, "those of this request, or null")
    most = control.sound(COUNTS[0])[0].value + len(instructions.split()) // 2
    return told + failing(after.sound(COUNTS[0]), lambda count: count <= most, f"at most {most}")
