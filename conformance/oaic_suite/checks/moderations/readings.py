"""Verdicts, held against each other."""

from __future__ import annotations

from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply

FOUND, SCORES, FLAGGED = "/results/*/categories", "/results/*/category_scores", "/results/*/flagged"


def inputs(reply: Reply) -> int:
    """How many inputs a request has: each text of several is one, all parts together are one."""
    given = reply.request.get("input")
    return len(given) if isinstance(given, list) and all(isinstance(each, str) for each in given) else 1


def wrongly_flagged(reply: Reply) -> list[Finding]:
    """Results that are flagged with no category found, or found and not flagged."""
    reply.require_sound(f"{FOUND}/**")
    results = zip(reply.sound(FLAGGED), reply.sound(FOUND), strict=True)
    return [
        flagged.finding("true, as a category is" if any_of(found) else "false, as all categories are")
        for flagged, found in results
        if flagged.value != any_of(found)
    ]


def any_of(found: Located) -> bool:
    return any(value is True for value in found.value.values())


def unequal(reply: Reply) -> list[Finding]:
    """Scores of other categories than those of which it is said whether they were found."""
    results = zip(reply.sound(FOUND), reply.sound(SCORES), strict=True)
    return [
        scores.finding(f"the members {', '.join(sorted(found.value))}")
        for found, scores in results
        if scores.value.keys() != found.value.keys()
    ]


def beyond(reply: Reply) -> list[Finding]:
    """Scores that are none from nought to one."""
    reply.require_sound(f"{SCORES}/**")
    scores = [each for found in reply.sound(SCORES) for each in map(found.child, found.value)]
    return failing(scores, lambda score: score is None or 0 <= score <= 1, "a number from 0 to 1")
