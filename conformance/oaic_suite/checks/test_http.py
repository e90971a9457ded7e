"""HTTP below the API: paths, methods, large bodies, several requests at once, and life after a mistake."""

from concurrent.futures import ThreadPoolExecutor

from oaic_suite.checks.refusals import CHAT, INVALID, UNREADABLE
from oaic_suite.conversation import conversation
from oaic_suite.refusal import Refusal
from oaic_suite.reply import Reply
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import INFO, MUST, SHOULD, NotApplicable

UNKNOWN_PATH = "/no-such-path-6f1d2c"
NOWHERE = {"unknown-path-get": ("GET", UNKNOWN_PATH), "unknown-path-post": ("POST", UNKNOWN_PATH)}
MISUSED = {"wrong-method-chat": ("PUT", "/chat/completions"), "wrong-method-models": ("PATCH", "/models")}
LARGE = 2**20  # bytes of a body that is wrong besides: nobody is made to answer it
MANY = 2000
LARGE_BODIES = {
    "large-text": "x" * LARGE,
    "large-list": [{"role": "user", "content": "x" * (LARGE // MANY)}] * MANY + [{"role": "user", "content": 7}],
}
CROWD = 4
METHOD_NOT_ALLOWED = 405


@conversation("refusal", NOWHERE)
def lost(target, bare, variant):
    return astray(target, bare, variant, "unknown-path")


@conversation("refusal", MISUSED)
def misused(target, bare, variant):
    return astray(target, bare, variant, "wrong-method")


def astray(target, bare, variant, case):
    bare.require_status()
    method, path = variant
    return Refusal(target.send(method, path, {} if method != "GET" else None), case=case)


@conversation("refusal", LARGE_BODIES)
def large(target, bare, variant):
    """A body that is large and wrong."""
    bare.require_status()
    return Refusal(target.provoke(CHAT, target.chat_body(messages=variant)), case="large")


@conversation("reply")
def with_charset(target, bare):
    bare.require_status()
    return target.provoke(CHAT, target.chat_body(), headers={"content-type": "application/json; charset=utf-8"})


@conversation("reply")
def afterwards(target, bare):
    """A valid request after each kind of wrong one, the unreadable last."""
    bare.require_status()
    for case in (*INVALID[:2], *UNREADABLE[::-1]):
        target.provoke(CHAT, case.spoil(target.chat_body()))
    return target.chat()


@conversation()
def crowd(target, bare):
    """Several answers to requests sent at once."""
    bare.require_status()
    with ThreadPoolExecutor(CROWD) as pool:
        return [Reply(exchange) for exchange in pool.map(lambda _: target.chat(), range(CROWD))]


@conversation("reply")
def head(target, bare):
    bare.require_status()
    return target.send("HEAD", "/models", operation="listModels")


@conversation("reply")
def padded(target, bare):
    """A request with as long a header as a large cookie or a signed token makes."""
    bare.require_status()
    return target.provoke("listModels", headers={"x-padding": "x" * 12_000})


def where_405(refusal):
    """The refusal, if it has the status that asks for an Allow header."""
    if refusal.status != METHOD_NOT_ALLOWED:
        raise NotApplicable(f"the wrong method is answered with {refusal.status}, not {METHOD_NOT_ALLOWED}")
    return refusal


# --- paths and methods -------------------------------------------------------------------------------


@requirement(
    "http.unknown-path.status",
    SHOULD,
    basis="rfc",
    only="unknown-path",
    owns="@outcome",
    breaks="clients that look for a feature by its path find what is not there",
)
def test_an_unknown_path_is_not_found(lost):
    """A path the server does not know is answered with status 404."""
    assert lost.outcome == 404


@requirement(
    "http.unknown-path.json",
    SHOULD,
    basis="observed",
    only="unknown-path",
    owns="@json",
    breaks="clients show the user a page of markup, or nothing",
)
def test_an_unknown_path_is_told_in_json(lost):
    """The body for a path the server does not know is one JSON value."""
    assert lost.json_error == ""


@requirement(
    "http.unknown-path.envelope",
    SHOULD,
    basis="observed",
    only="unknown-path",
    breaks="the official SDKs have no message, code or type to show",
)
def test_an_unknown_path_is_told_in_the_envelope(lost):
    """An unknown path is told in the envelope of every error."""
    assert lost.problems("", "/error", "/error/*") == []


@requirement(
    "http.wrong-method.status",
    SHOULD,
    basis="rfc",
    only="wrong-method",
    owns="@outcome",
    breaks="a caller with the wrong method is told that the server failed, and tries again",
)
def test_a_wrong_method_is_refused(misused):
    """A method that a path does not have is answered with status 405, or 404."""
    assert misused.outcome in (405, 404)


@requirement(
    "http.wrong-method.json",
    SHOULD,
    basis="observed",
    only="wrong-method",
    owns="@json",
    breaks="clients show the user a page of markup, or nothing",
)
def test_a_wrong_method_is_told_in_json(misused):
    """The body for a method that a path does not have is one JSON value."""
    assert misused.json_error == ""


@requirement(
    "http.wrong-method.envelope",
    SHOULD,
    basis="observed",
    only="wrong-method",
    breaks="the official SDKs have no message, code or type to show",
)
def test_a_wrong_method_is_told_in_the_envelope(misused):
    """A method that a path does not have is told in the envelope of every error."""
    assert misused.problems("", "/error", "/error/*") == []


@requirement(
    "http.wrong-method.allow",
    MUST,
    basis="rfc",
    only="wrong-method",
    breaks="callers, proxies and browsers cannot learn which methods there are (RFC 9110, 15.5.6)",
)
def test_a_405_says_what_is_allowed(misused):
    """An answer with status 405 carries `Allow`."""
    assert where_405(misused).header("allow") != ""


@requirement("http.head.status", INFO, basis="rfc", only=OURS)
def test_head_is_answered_like_get(head):
    """`HEAD /models` is answered with status 200, as `GET` is."""
    assert head.outcome == 200


# --- requests ----------------------------------------------------------------------------------------


@requirement(
    "http.charset.accepted",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="HTTP stacks that add the charset by themselves, as .NET's does, are refused every request",
)
def test_a_charset_is_accepted(with_charset):
    """A request declared as `application/json; charset=utf-8` is answered like any other."""
    assert with_charset.outcome == 200


@requirement(
    "http.large-body.answered",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="one request with an image in it blocks its caller, or the server",
)
def test_a_large_body_is_answered(large):
    """A body of a mebibyte that breaks the contract is answered, to the end."""
    assert large.unanswered == []


@requirement(
    "http.large-body.refused",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="the official SDKs retry a 5xx: the mebibyte is sent three times",
)
def test_a_large_body_is_refused_for_what_is_wrong(large):
    """A body of a mebibyte that breaks the contract is refused with a 4xx."""
    assert large.refused_with < 500


@requirement("http.long-header.accepted", INFO, basis="taste", only=OURS)
def test_a_long_header_is_accepted(padded):
    """A request with a header of 12000 bytes is answered with status 200."""
    assert padded.outcome == 200


# --- connections -------------------------------------------------------------------------------------


@requirement("http.keep-alive", INFO, basis="rfc", only=OURS)
def test_the_connection_is_kept(bare):
    """An answer leaves the connection open for the next request."""
    assert bare.header("connection").lower() != "close"


@requirement(
    "http.alive-afterwards",
    MUST,
    basis="schema",
    only=OURS,
    breaks="one caller's mistake fails the requests of all others",
)
def test_the_server_survives_wrong_requests(afterwards):
    """A valid request that follows wrong ones is answered with status 200."""
    assert afterwards.outcome == 200


@requirement(
    "http.concurrency",
    MUST,
    basis="schema",
    breaks="two users of one server, or one agent with two threads, disturb each other",
)
def test_requests_at_once_are_all_answered(crowd):
    """Four valid requests sent at once are all answered with status 200."""
    assert [reply.outcome for reply in crowd] == [200] * len(crowd)
