"""Bodies that are large: taken, or refused in words."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.http.readings import in_time
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

LARGE = 2**20  # bytes of a body that is wrong besides: nobody is made to answer it
MANY = 2000
LARGE_BODIES = {
    "large-text": "x" * LARGE,
    "large-list": [{"role": "user", "content": "x" * (LARGE // MANY)}] * MANY + [{"role": "user", "content": 7}],
}


@conversation("refusal", LARGE_BODIES)
def large_body(target, bare, variant):
    """A body that is large and wrong."""
    bare.require_status()
    return Refusal(target.provoke(CHAT, target.body(CHAT, messages=variant)), case="large")


# RFC 9110, 3.4: a server responds to a request. RFC 9110, 15.5.14: 413 is for content larger than it will take.
@requirement(
    "http.large-body.answered",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="one request with an image in it blocks its caller, or the server",
)
def test_a_large_body_is_answered(large_body):
    """A body of a mebibyte that breaks the contract is answered, to the end."""
    assert large_body.unanswered == []


# RFC 9110, 15.5 and 15.6: a 4xx says that the client erred, a 5xx that the server did.
@requirement(
    "http.large-body.refused",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="the official SDKs retry a 5xx: the mebibyte is sent three times",
)
def test_a_large_body_is_refused_for_what_is_wrong(large_body):
    """A body of a mebibyte that breaks the contract is refused with a 4xx."""
    assert large_body.refused_with < 500


PADDED = {"image": 2 * 2**20, "several-images": 9 * 2**20}  # bytes, as many as one takes, and as a few do


@conversation("refusal", PADDED, last=("several-images",))
def padded_body(target, bare, variant):
    """A valid request that is large, and costs no more to answer: most of it is space."""
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), padding=variant)


@requirement(
    "http.large-body.accepted",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="a request with an image in it fails, and nobody is told that it is too large",
)
def test_a_padded_body_is_accepted_or_too_large(padded_body):
    """A valid request of two mebibytes, or of nine, is answered, or refused with status 413; it is never cut off."""
    assert in_time(padded_body).outcome in (200, 413)


@requirement(
    "http.large-body.explained",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="the proxy before the server says so in markup: the official SDKs have no message to show",
)
def test_what_is_too_large_is_told_in_the_envelope(padded_body):
    """A valid request that is refused for its size is refused in the envelope of every error."""
    assert padded_body.unexplained == []


BEYOND = 64 * 2**20  # bytes: more than any request of ours means, and no more than a server can throw away


@conversation("refusal", last=True)
def huge_body(target, bare):
    """A valid request, all but a few bytes of it space; no more of it is sent when the answer is there."""
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), padding=BEYOND)


def cut_off(huge_body):
    """That a body was cut off unanswered, or broke the server; on a slow line neither can be told."""
    if huge_body.exchange.ended == "timeout":
        raise NotEstablished("the body was not sent and answered in time")
    return huge_body.failed


# RFC 9110, 15.5.14, and RFC 9112, 9.6: a server that will not read on says so, and closes so that it is heard.
@requirement(
    "http.large-body.beyond",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="the connection is reset: clients take it for a fault of the line, and send all of it again",
)
def test_a_body_beyond_any_limit_is_not_cut_off(huge_body):
    """A valid request of 64 MiB is answered, or refused with a 4xx; it is never cut off unanswered."""
    assert cut_off(huge_body) == []


@requirement(
    "http.large-body.beyond-explained",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="the official SDKs have no message to show, and nobody is told what the limit is",
)
def test_what_is_beyond_any_limit_is_told_in_the_envelope(huge_body):
    """A valid request of 64 MiB that is refused is refused in the envelope of every error."""
    assert huge_body.unexplained == []


@requirement("http.large-body.not-too-large", INFO, basis="observed", only="image")
def test_two_mebibytes_are_not_too_large(padded_body):
    """A valid request of two mebibytes is answered: an image may be as large."""
    assert in_time(padded_body).outcome == 200
