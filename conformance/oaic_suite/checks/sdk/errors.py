"""Refusals as exceptions of the official Python SDK: of which class, and what they tell."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.headers.readings import REQUEST_ID, present
from oaic_suite.checks.sdk import readings
from oaic_suite.checks.sdk.conversations import UNKNOWN, WAYS, WRONG_KEY, WRONG_TYPE, another_key
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

SPOILT = {WRONG_KEY: {}, UNKNOWN: {"model": UNKNOWN_MODEL}, WRONG_TYPE: {"temperature": "hot"}}
CASES = {f"{case}-{way}": (case, way) for case in SPOILT for way in WAYS}


@conversation(variants=CASES)
def sdk_refusal(target, sdk, bare, variant):
    """A request that must be refused, by a client that would try once more."""
    bare.require_status()
    case, way = variant
    body = target.body(CHAT, **SPOILT[case])
    return sdk.ask(way, "refused", body, lawful=False, max_retries=1, **another_key(target, case))


@requirement(
    "sdk.errors.authentication",
    MUST,
    basis="sdk",
    only=WRONG_KEY,
    breaks="programs that ask for another key when AuthenticationError comes never ask",
)
def test_a_wrong_key_is_an_authentication_error(sdk_refusal):
    """The refusal of a wrong key is an `AuthenticationError` of the official Python SDK."""
    assert sdk_refusal.misread(readings.raising("AuthenticationError")) == []


@requirement(
    "sdk.errors.not-found",
    MUST,
    basis="sdk",
    only=UNKNOWN,
    breaks="programs that fall back to another model when NotFoundError comes never do",
)
def test_an_unknown_model_is_a_not_found_error(sdk_refusal):
    """The refusal of an unknown model is a `NotFoundError` of the official Python SDK."""
    assert sdk_refusal.misread(readings.raising("NotFoundError")) == []


@requirement(
    "sdk.errors.bad-request",
    SHOULD,
    basis="sdk",
    only=WRONG_TYPE,
    breaks="programs that catch BadRequestError to show what is wrong with a request miss it",
)
def test_a_wrong_type_is_a_bad_request_error(sdk_refusal):
    """The refusal of a member of a wrong type is a `BadRequestError` of the official Python SDK."""
    assert sdk_refusal.misread(readings.raising("BadRequestError")) == []


@requirement(
    "sdk.errors.members",
    MUST,
    basis="sdk",
    breaks="programs that decide by `code`, `param` or `type` of an exception find None, or something else",
)
def test_an_exception_tells_what_the_error_says(sdk_refusal):
    """The official Python SDK's exception carries the `type`, `code` and `param` that stand in the error."""
    assert sdk_refusal.misread(readings.refusal) == []


@requirement(
    "sdk.errors.request-id",
    SHOULD,
    basis="sdk",
    breaks="the exception that is logged cannot be matched with the server's log",
)
def test_an_exception_names_its_request(bare, sdk_refusal):
    """Where an answer carries `x-request-id`, the official Python SDK's exception has a `request_id`."""
    present(bare, REQUEST_ID)
    assert sdk_refusal.misread(readings.request_id) == []


@requirement(
    "sdk.errors.not-retried",
    MUST,
    basis="sdk",
    breaks="a request that can never succeed is sent again and again, each time after a pause",
)
def test_a_wrong_request_is_not_sent_again(sdk_refusal):
    """The official Python SDK, free to try again, sends a request that is wrong in itself once."""
    assert sdk_refusal.attempts == 1
