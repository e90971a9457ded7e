"""What a server says about trying again: whether, and after how long."""

from oaic_suite.checks.headers.readings import matches
from oaic_suite.evidence.evidence import TOO_MANY
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.refusal import json_or_none
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

AFTER, AFTER_MS, WHETHER = "retry-after", "retry-after-ms", "x-should-retry"
DATE = r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"
SECONDS, MILLISECONDS = matches(rf"\d+|{DATE}"), matches(r"\d+(\.\d+)?")
CLIENT_ERRORS = range(400, 500)
NOT_BY_WAITING = ("insufficient_quota", "billing_hard_limit_reached")  # what a 429 says where only the owner can help


def waits(refusal):
    """What a 429 says about coming back; it is read past the status, which settles nothing else."""
    refusal.need("headers")
    told = refusal.exchange
    hopeless = told.header(WHETHER) == "false" or is_spent(json_or_none(told.body))
    if told.status != TOO_MANY or told.ended != "complete" or hopeless or MILLISECONDS(told.header(AFTER_MS) or ""):
        return []
    return [Located(told.header(AFTER) or ABSENT, refusal.place(header=AFTER))]


def to_try_again(refusal):
    """What a 4xx says of it; a server that failed, or is overloaded, says it of itself."""
    told = refusal.headers(WHETHER)
    return told if refusal.status in CLIENT_ERRORS else []


def is_spent(told):
    error = told.get("error") if isinstance(told, dict) else None
    return isinstance(error, dict) and any(error.get(name) in NOT_BY_WAITING for name in ("code", "type"))


# RFC 9110, 10.2.3: Retry-After is a date, or a whole number of seconds.
@requirement(
    "headers.retry.after",
    SHOULD,
    basis="rfc",
    breaks="the official SDKs cannot read it and guess how long to wait",
)
def test_a_wait_is_seconds_or_a_date(refusal):
    """No refusal carries a `retry-after` other than whole seconds or an HTTP date."""
    assert failing(refusal.headers(AFTER), SECONDS, "whole seconds, or an HTTP date") == []


@requirement(
    "headers.retry.after-ms",
    SHOULD,
    basis="sdk",
    breaks="the official SDKs read it first; what is no number is passed over",
)
def test_a_wait_in_milliseconds_is_a_number(refusal):
    """No refusal carries a `retry-after-ms` other than a number."""
    assert failing(refusal.headers(AFTER_MS), MILLISECONDS, "a number") == []


@requirement(
    "headers.retry.should",
    SHOULD,
    basis="sdk",
    breaks="the official SDKs compare with `true` and `false`: the server's word is passed over",
)
def test_whether_to_retry_is_yes_or_no(refusal):
    """No refusal carries an `x-should-retry` other than `true` or `false`."""
    assert failing(refusal.headers(WHETHER), matches("true|false"), "true or false") == []


@requirement(
    "headers.retry.not-for-wrong-requests",
    MUST,
    basis="sdk",
    only=OURS,
    breaks="the official SDKs obey it before any status: a request that can never succeed is sent three times",
)
def test_a_wrong_request_is_not_to_be_retried(refusal):
    """No refusal of a request that breaks the contract carries `x-should-retry: true`."""
    assert failing(to_try_again(refusal), lambda found: found != "true", "false, or no such header") == []


# RFC 6585, 4, has it as a MAY; the published description of a 429 has the header, and clients wait by it.
@requirement(
    "headers.retry.told",
    SHOULD,
    basis="schema",
    breaks="the official SDKs guess, come back after half a second, and are refused until they give up",
    fix="Send `Retry-After` with every 429: whole seconds, rounded up, after which there is room again.",
)
def test_who_is_to_wait_is_told_how_long(refusal):
    """No refusal with 429 leaves open when to come back, in `retry-after` or `retry-after-ms`, where waiting helps."""
    assert (
        failing(waits(refusal), lambda found: found is not ABSENT and SECONDS(found), "whole seconds, or a date") == []
    )
