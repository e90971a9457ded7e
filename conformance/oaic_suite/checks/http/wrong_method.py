"""A method that a path does not have."""

from oaic_suite.checks.http.readings import ask_path
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

MISUSED = {"wrong-method-chat": ("PUT", "/chat/completions"), "wrong-method-models": ("PATCH", "/models")}
METHOD_NOT_ALLOWED = 405


@conversation("refusal", MISUSED)
def wrong_method(target, bare, variant):
    return ask_path(target, bare, variant, "wrong-method")


def where_405(refusal):
    """The refusal, if it has the status that asks for an Allow header."""
    if refusal.status != METHOD_NOT_ALLOWED:
        raise NotApplicable(f"the wrong method is answered with {refusal.status}, not {METHOD_NOT_ALLOWED}")
    return refusal


# RFC 9110, 9.1: a method that the resource does not allow is answered with 405, one the server does not know with 501.
@requirement(
    "http.wrong-method.status",
    SHOULD,
    basis="rfc",
    only="wrong-method",
    owns="@outcome",
    breaks="a caller with the wrong method is told that the server failed, and tries again",
)
def test_a_wrong_method_is_refused(wrong_method):
    """A method that a path does not have is answered with status 405, with 404, or with 501 where no path has it."""
    assert wrong_method.outcome in (405, 404, 501)


@requirement(
    "http.wrong-method.json",
    SHOULD,
    basis="observed",
    only="wrong-method",
    owns="@json",
    breaks="clients show the user a page of markup, or nothing",
)
def test_a_wrong_method_is_told_in_json(wrong_method):
    """The body for a method that a path does not have is one JSON value."""
    assert wrong_method.json_error == ""


@requirement(
    "http.wrong-method.envelope",
    SHOULD,
    basis="observed",
    only="wrong-method",
    breaks="the official SDKs have no message, code or type to show",
)
def test_a_wrong_method_is_told_in_the_envelope(wrong_method):
    """A method that a path does not have is told in the envelope of every error."""
    assert wrong_method.problems("", "/error", "/error/*") == []


# RFC 9110, 15.5.6: an answer of 405 names the methods that the resource does have, in Allow.
@requirement(
    "http.wrong-method.allow",
    MUST,
    basis="rfc",
    only="wrong-method",
    breaks="callers, proxies and browsers cannot learn which methods there are (RFC 9110, 15.5.6)",
)
def test_a_405_says_what_is_allowed(wrong_method):
    """An answer with status 405 carries `Allow`."""
    assert where_405(wrong_method).header("allow") != ""
