"""The counts of tokens in a response."""

from __future__ import annotations

from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable

COUNTS = ("/usage/input_tokens", "/usage/output_tokens", "/usage/total_tokens")
DETAILS = ("/usage/input_tokens_details", "/usage/output_tokens_details")


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
    if not isinstance(limit, int):
        raise NotApplicable("the request has no limit of tokens")
    return failing(response.sound(COUNTS[1]), lambda count: count <= limit, f"at most {limit}")
