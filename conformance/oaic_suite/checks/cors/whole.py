"""Browsers: what pages of another origin may send and read, where the server means to serve them."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.cors.browser import ORIGIN, OTHER
from oaic_suite.checks.cors.readings import (
    CrossOriginAnswer,
    not_exposed,
    origin_not_allowed,
    require_shared,
    without_vary,
)
from oaic_suite.checks.errors.conversations import without
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

WRONG_KEY = "Bearer sk-000000000000"


@conversation("cross-origin", control=True)
def cross_origin_list(target):
    """The list of models, asked for by a page."""
    target.capabilities.require("cors")
    return target.send("GET", "/models", headers={"origin": ORIGIN})


@conversation("cross-origin")
def cross_origin_chat(target, cross_origin_list, bare):
    bare.require_status()
    require_shared(cross_origin_list)
    return asked(target, target.body(CHAT))


@conversation("cross-origin")
def cross_origin_stream(target, cross_origin_list, bare_stream):
    bare_stream.require_status()
    require_shared(cross_origin_list)
    return asked(target, target.body(CHAT, stream=True))


@conversation("cross-origin")
def cross_origin_refusal(target, cross_origin_list, bare):
    """A request that breaks the contract, by a page."""
    bare.require_status()
    require_shared(cross_origin_list)
    return refused(asked(target, without("messages")(target.body(CHAT))))


@conversation("cross-origin", apart=True)
def cross_origin_wrong_key(target, cross_origin_list, bare):
    """A request with a wrong key, by a page."""
    if not target.api_key:
        raise NotApplicable("no key was given: the server is taken to be open", "auth")
    bare.require_status()
    require_shared(cross_origin_list)
    return refused(asked(target, target.body(CHAT), authorization=WRONG_KEY))


@conversation()
def two_origins(target, cross_origin_list):
    """The same answer, as pages of two origins get it."""
    require_shared(cross_origin_list)
    return [cross_origin_list, CrossOriginAnswer(target.send("GET", "/models", headers={"origin": OTHER}))]


def asked(target, body, **headers):
    return target.provoke(CHAT, body, headers={"origin": ORIGIN, **headers})


def refused(exchange):
    Refusal(exchange).require_status()
    return exchange


def with_header(answer, name):
    """The answer, if it has such a header to expose."""
    if not answer.headers(name):
        raise NotApplicable(f"the server sends no {name}")
    return answer


# --- answers ------------------------------------------------------------------------------------------


# Fetch standard, 4.10 (CORS check): an answer is shared where it names the origin that asked and no other, or `*`.
@requirement(
    "cors.answer.origin",
    MUST,
    basis="rfc",
    only=OURS,
    owns="@origin",
    breaks="the request is carried out and paid for, and the page may not read the answer",
)
def test_a_page_may_read_an_answer(cross_origin_list):
    """An answer to a page has one `Access-Control-Allow-Origin`: the origin that asked, or `*`."""
    assert origin_not_allowed(cross_origin_list) == []


# Fetch standard, 4.10 (CORS check): an answer is shared where it names the origin that asked and no other, or `*`.
@requirement(
    "cors.chat.origin",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="a page may list the models, and read no word of what they say",
)
def test_a_page_may_read_a_chat(cross_origin_chat):
    """Where a page may read an answer, it may read a chat."""
    assert origin_not_allowed(cross_origin_chat) == []


# Fetch standard, 4.10 (CORS check): an answer is shared where it names the origin that asked and no other, or `*`.
@requirement(
    "cors.stream.origin",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="a page may read whole answers, and none that is streamed",
)
def test_a_page_may_read_a_stream(cross_origin_stream):
    """Where a page may read an answer, it may read a stream."""
    assert origin_not_allowed(cross_origin_stream) == []


@requirement(
    "cors.refusal.origin",
    MUST,
    basis="sdk",
    only=OURS,
    breaks="the official SDK raises APIConnectionError for a wrong request, and sends it three times",
)
def test_a_page_may_read_a_refusal(cross_origin_refusal):
    """Where a page may read an answer, it may read what is wrong with its request."""
    assert origin_not_allowed(cross_origin_refusal) == []


@requirement(
    "cors.unauthorized.origin",
    MUST,
    basis="sdk",
    only=OURS,
    breaks="the official SDK raises APIConnectionError for a wrong key: nobody is asked for a better one",
)
def test_a_page_may_read_that_its_key_is_wrong(cross_origin_wrong_key):
    """Where a page may read an answer, it may read that its key is refused."""
    assert origin_not_allowed(cross_origin_wrong_key) == []


# RFC 9110, 12.5.5: an answer that depends on a header of the request, here Origin, names that header in Vary.
@requirement(
    "cors.answer.vary",
    SHOULD,
    basis="rfc",
    breaks="a cache gives one page the answer that names another, and the browser withholds it",
)
def test_an_answer_that_names_the_origin_varies_with_it(two_origins):
    """An answer that names whichever origin asked has `Vary: Origin`."""
    assert without_vary(two_origins) == []


@requirement(
    "cors.answer.request-id-exposed",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="`_request_id` is null in the official SDK: no report from a page can be matched with the log",
)
def test_a_page_may_read_the_request_id(cross_origin_chat):
    """An answer to a page that has `x-request-id` names it in `Access-Control-Expose-Headers`."""
    assert not_exposed(with_header(cross_origin_chat, "x-request-id"), "x-request-id") == []


@requirement("cors.answer.retry-after-exposed", INFO, basis="taste", only=OURS)
def test_a_page_may_read_how_long_to_wait(cross_origin_list):
    """An answer to a page names `retry-after` in `Access-Control-Expose-Headers`; OpenAI's own do not."""
    assert not_exposed(cross_origin_list, "retry-after") == []
