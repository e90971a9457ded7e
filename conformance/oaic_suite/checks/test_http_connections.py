"""Connections: one that an answer leaves open carries the next request, whatever the answer was."""

from oaic_suite.checks.refusals import CHAT, without
from oaic_suite.conversation import conversation
from oaic_suite.reply import Reply
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import INFO, SHOULD, NotApplicable

LARGE = 2**20
# What httpx says of every connection, in capitals: so the request can be told from all others of ours.
KEPT = {"connection": "Keep-Alive"}


def after_answer(target):
    return target.provoke(CHAT, target.chat_body(), headers=KEPT)


def after_stream(target):
    return target.provoke(CHAT, target.chat_body(stream=True), headers=KEPT)


def after_refusal(target):
    return target.provoke(CHAT, without("messages")(target.chat_body()), headers=KEPT)


def after_large_refusal(target):
    return target.provoke(CHAT, target.chat_body(messages="x" * LARGE), headers=KEPT)


def after_unread_body(target):
    """A body that a server need not read to refuse it."""
    return target.send("POST", "/no-such-path-6f1d2c", target.chat_body(messages="x" * LARGE), headers=KEPT)


FIRST = {
    "answer": after_answer,
    "stream": after_stream,
    "refusal": after_refusal,
    "large-refusal": after_large_refusal,
    "unread-body": after_unread_body,
}


@conversation(None, FIRST)
def kept_connection(target, bare, variant):
    """A request, and the plainest there is after it, on the same connection unless the first closed it."""
    bare.require_status()
    target.capabilities.require("models")
    with target.apart() as apart:
        Reply(apart.provoke("listModels")).require_status()
        first = Reply(variant(apart))
        if isinstance(first.outcome, str):
            raise NotApplicable("the first request was not answered: there is no connection to keep")
        return [first, Reply(apart.provoke("listModels"))]


@conversation("reply")
def last_request(target, bare):
    bare.require_status()
    return target.provoke(CHAT, target.chat_body(), headers={"connection": "close"})


@requirement(
    "http.reuse",
    SHOULD,
    basis="rfc",
    breaks="HTTP stacks keep connections: the next request, perhaps another user's, ends in a connection error",
)
def test_a_kept_connection_carries_the_next_request(kept_connection):
    """After an answer that does not say `Connection: close`, the connection carries the next request."""
    assert kept_connection[1].outcome == 200


@requirement("http.close.announced", INFO, basis="rfc", only=OURS)
def test_a_connection_is_closed_when_asked(last_request):
    """An answer to a request with `Connection: close` carries it too."""
    assert last_request.header("connection").lower() == "close"


@requirement("http.version", INFO, basis="rfc", only=OURS)
def test_an_answer_is_http_1_1(bare):
    """An answer is HTTP/1.1: before it, a stream cut short looks whole."""
    assert bare.version == "HTTP/1.1"
