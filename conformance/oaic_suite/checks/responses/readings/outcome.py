"""How a response ended, and whether the rest of it agrees."""

from __future__ import annotations

from oaic_suite.checks.chat.readings.whole import require_another_text
from oaic_suite.evidence.contracted import covers
from oaic_suite.evidence.located import Located, unlike
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

SETTLED = ("completed", "incomplete", "failed", "cancelled")
# What a response should have, and is no less a response without: so it is wherever it is told again.
SHOULD_HAVE = ("/status", "/error", "/incomplete_details", "/usage", "/output/*/id")
UNDER_WAY = ("queued", "in_progress")  # allowed where a response is made in the background
UNFINISHED = ("incomplete", "in_progress")
CALLS = "_call"
TEXT = "/output/*/content/*/text"


def status_of(response: Reply) -> str:
    """The status that a response has; of one that is wrong another row speaks."""
    return str(response.sound("/status")[0].value)


def unsettled_status(response: Reply) -> list[Finding]:
    allowed = SETTLED + UNDER_WAY if response.request.get("background") else SETTLED
    return unlike([response.found()], ("status",), *allowed)


def error_beside_success(response: Reply) -> list[Finding]:
    if status_of(response) == "failed":
        raise NotApplicable("the response failed")
    return unlike([response.found()], ("error",), None)


def details_without_reason(response: Reply) -> list[Finding]:
    details = response.found("incomplete_details")
    if status_of(response) == "incomplete":
        return [] if isinstance(details.get("reason"), str) else [details.finding("an object with a reason")]
    return [] if details.value is None else [details.finding("null, as the response is not incomplete")]


def contradicting_status(response: Reply) -> list[Finding]:
    """The items of a complete response that are not whole; a call that waits for its program may be in progress."""
    if status_of(response) != "completed":
        return []
    items = [item for item in response.wherever("/output/*") if not item.get("caller")]
    return [
        item.below("status").finding("nothing unfinished in a response that is complete")
        for item in items
        if item.get("status") in UNFINISHED
    ]


def told_again(response: Reply) -> list[Finding]:
    """What the contract has against a response that was told before, but for what it only should have."""
    return [
        found
        for found in response.residue()
        if not any(covers(place, found.place.pointer or "") for place in SHOULD_HAVE)
    ]


def took_all(response: Reply) -> bool:
    """Whether a response has all the tokens that its request allows."""
    most = response.request.get("max_output_tokens")
    return any(tokens.value == most for tokens in response.wherever("/usage/output_tokens"))


def status_at_limit(response: Reply, whole: Reply) -> str:
    """The status of a response that came to its limit, and is not the whole answer to anything else."""
    if not took_all(response):
        raise NotEstablished("the response did not come to its limit of tokens")
    require_another_text([text.value for text in response.wherever(TEXT)], whole, TEXT)
    return status_of(response)


def nothing_said(response: Reply) -> list[Finding]:
    require_complete(response)
    response.require_sound("/output/*/content", "/output/*/content/*", "/output/*/content/*/text")
    items = response.wherever("/output/*")
    return [] if any(says_something(item) for item in items) else [response.found("output").finding("something said")]


def says_something(item: Located) -> bool:
    """Whether an item calls something, or has a part with words in it."""
    if str(item.get("type")).endswith(CALLS):
        return True
    content = item.get("content")
    parts = content if isinstance(content, list) else []
    return any(isinstance(part, dict) and (part.get("text") or part.get("refusal")) for part in parts)


def require_settled(response: Reply) -> None:
    if status_of(response) in UNDER_WAY:
        raise NotApplicable("the response is still under way")


def require_complete(response: Reply) -> None:
    if status_of(response) != "completed":
        raise NotApplicable("the response is not complete, and says so")
    if took_all(response):
        raise NotEstablished("the response came to its limit of tokens, and may have been cut there")
