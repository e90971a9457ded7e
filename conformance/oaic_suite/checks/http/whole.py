"""Connections: one that an answer leaves open carries the next request, whatever the answer was."""

import json
from concurrent.futures import ThreadPoolExecutor

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.conversations import INVALID, UNREADABLE, without
from oaic_suite.checks.http.readings import UNKNOWN_PATH, beyond_the_end, lost
from oaic_suite.checks.models.surface import LISTING
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

LARGE = 2**20
PERSISTENT = "HTTP/1.1"


# What httpx says of every connection, in capitals: so the request can be told from all others of ours.
KEPT = {"connection": "Keep-Alive"}


def after_answer(target):
    return target.provoke(CHAT, target.body(CHAT), headers=KEPT)


def after_stream(target):
    return target.provoke(CHAT, target.body(CHAT, stream=True), headers=KEPT)


def after_refusal(target):
    return target.provoke(CHAT, without("messages")(target.body(CHAT)), headers=KEPT)


def after_large_refusal(target):
    return target.provoke(CHAT, target.body(CHAT, messages="x" * LARGE), headers=KEPT)


def after_unread_body(target):
    """A body that a server need not read to refuse it."""
    return target.send("POST", UNKNOWN_PATH, target.body(CHAT, messages="x" * LARGE), headers=KEPT)


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
        Reply(apart.provoke(LISTING)).require_status()
        first = Reply(variant(apart))
        if isinstance(first.outcome, str):
            raise NotApplicable("the first request was not answered: there is no connection to keep")
        if first.version != PERSISTENT:
            raise NotApplicable(f"an answer of {first.version} keeps no connection")
        return [first, Reply(apart.provoke(LISTING))]


LISTENS = 0.1  # seconds


@conversation(None, {name: FIRST[name] for name in ("answer", "stream", "refusal")})
def listened_to(target, bare, variant):
    """An answer on a connection of its own, and whatever comes on it right after."""
    bare.require_status()
    with target.apart(LISTENS) as apart:
        return Reply(variant(apart))


@conversation("reply")
def last_request(target, bare):
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), headers={"connection": "close"})


# RFC 9112, 9.3: a connection persists after an answer of HTTP/1.1 without the option close.
@requirement(
    "http.reuse",
    SHOULD,
    basis="rfc",
    breaks="HTTP stacks keep connections: the next request, perhaps another user's, ends in a connection error",
)
def test_a_kept_connection_carries_the_next_request(kept_connection):
    """After an answer that does not say `Connection: close`, the connection carries the next request."""
    assert lost(*kept_connection) == []


# RFC 9112, 6.3: the header says where a message ends. 9.2: what comes after it belongs to no request.
@requirement(
    "http.after-end.nothing",
    MUST,
    basis="rfc",
    breaks="HTTP stacks keep connections: what follows an answer is read as the next one, perhaps another user's",
)
def test_nothing_follows_the_end_of_an_answer(listened_to):
    """Nothing comes on a connection between the end of an answer and the next request."""
    assert beyond_the_end(listened_to) == []


# RFC 9112, 9.6: a server that is asked to close the connection says close in its last answer, and closes it.
@requirement("http.close.announced", INFO, basis="rfc", only=OURS)
def test_a_connection_is_closed_when_asked(last_request):
    """An answer to a request with `Connection: close` carries it too."""
    assert last_request.header("connection").lower() == "close"


# RFC 9112, 8: a body that ends with its connection counts as complete wherever it was cut; chunks, new in 1.1, tell.
@requirement("http.version", INFO, basis="rfc", only=OURS)
def test_an_answer_is_http_1_1(bare):
    """An answer is HTTP/1.1: before it, a stream cut short looks whole."""
    assert bare.version == "HTTP/1.1"


CROWD = 4


@conversation("reply")
def with_charset(target, bare):
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), headers={"content-type": "application/json; charset=utf-8"})


@conversation("reply")
def after_wrong_requests(target, bare):
    """A valid request after each kind of wrong one, the unreadable last."""
    bare.require_status()
    for case in (*INVALID[:2], *UNREADABLE[::-1]):
        target.provoke(CHAT, case.spoil(target.body(CHAT)))
    return target.ask(CHAT)


@conversation()
def parallel_replies(target, bare):
    """Several answers to requests sent at once."""
    bare.require_status()
    target.require_together(CROWD)
    with ThreadPoolExecutor(CROWD) as pool:
        return [Reply(exchange) for exchange in pool.map(lambda _: target.ask(CHAT), range(CROWD))]


@conversation("reply")
def head(target, bare):
    bare.require_status()
    return target.send("HEAD", "/models", operation=LISTING)


@conversation("reply", apart=True)
def long_header(target, bare):
    """A request with as long a header as a large cookie or a signed token makes; what refuses it is no API yet."""
    bare.require_status()
    return target.provoke(LISTING, headers={"x-padding": "x" * 12_000})


# RFC 9110, 9.1 and 9.3.2: servers support HEAD as they do GET, and answer it alike but for the content.
@requirement("http.head.status", INFO, basis="rfc", only=OURS)
def test_head_is_answered_like_get(head):
    """`HEAD /models` is answered with status 200, as `GET` is."""
    assert head.outcome == 200


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


@requirement("http.long-header.accepted", INFO, basis="taste", only=OURS)
def test_a_long_header_is_accepted(long_header):
    """A request with a header of 12000 bytes is answered with status 200."""
    assert long_header.outcome == 200


# RFC 9112, 9.3: connections persist by default, and implementations should support that.
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
def test_the_server_survives_wrong_requests(after_wrong_requests):
    """A valid request that follows wrong ones is answered with status 200."""
    assert after_wrong_requests.outcome == 200


@requirement(
    "http.concurrency",
    MUST,
    basis="schema",
    breaks="two users of one server, or one agent with two threads, disturb each other",
)
def test_requests_at_once_are_all_answered(parallel_replies):
    """Four valid requests sent at once are all answered with status 200."""
    assert [reply.outcome for reply in parallel_replies] == [200] * len(parallel_replies)


WIDE = {
    "two-bytes": "né Ж ß",
    "three-bytes": "日本語 한국어 € \u200b",
    "four-bytes": "🦜 𝔭 𠜎",
    "combining": "e\u0301 a\u0308 \u0928\u093f",
    "joined": "👩‍👩‍👧 🏳️‍🌈 👍🏽 🇳🇱",
    "right-to-left": "שלום \u202eolleh\u202c سلام",
}


@conversation("reply", WIDE)
def unicode_body(target, bare, variant):
    """Text of characters as they are, not as escapes."""
    bare.require_status()
    body = target.body(CHAT, messages=[{"role": "user", "content": f"Say hello. {variant}"}])
    return target.provoke(CHAT, json.dumps(body, ensure_ascii=False).encode())


@conversation("reply")
def chunked_body(target, bare):
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), headers={"transfer-encoding": "chunked"})


@conversation("reply")
def expect_continue(target, bare):
    """As curl and .NET send what is large; the body follows at once, since no server need send the 100."""
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), headers={"expect": "100-continue"})


@conversation("reply")
def capital_media_type(target, bare):
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), headers={"content-type": "Application/JSON"})


# RFC 8259, 7 and 8.1: a string holds any character of Unicode, as it is or escaped, and the text is UTF-8.
@requirement(
    "http.unicode.accepted",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="JSON is UTF-8: whoever writes in another script, or with an emoji, gets no answer",
)
def test_characters_of_every_width_are_accepted(unicode_body):
    """A chat with characters of two to four bytes, combined and joined ones among them, is answered."""
    assert unicode_body.outcome == 200


# RFC 9110, 8.3.1: type and subtype of a media type are read in any case.
@requirement(
    "http.media-type.any-case",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="HTTP stacks that write the media type with capitals are refused every request (RFC 9110, 8.3.1)",
)
def test_the_media_type_is_read_in_any_case(capital_media_type):
    """A request declared as `Application/JSON` is answered like any other."""
    assert capital_media_type.outcome == 200


# RFC 9112, 7.1: whoever receives a message can read chunks. RFC 9110, 15.5.12: 411 asks for Content-Length instead.
@requirement(
    "http.chunked.read",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="HTTP stacks that send a body while they make it are told that it is empty",
)
def test_a_body_in_chunks_is_read(chunked_body):
    """A body sent in chunks is read, or refused with status 411."""
    assert chunked_body.outcome in (200, 411)


# RFC 9110, 10.1.1: the server answers with 100 or its final status; 417 says that expectations are not supported.
@requirement(
    "http.expect.answered",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="curl and .NET ask so before they send what is large: their long prompts fail, short ones do not",
)
def test_a_request_that_expects_leave_is_answered(expect_continue):
    """A request with `Expect: 100-continue` is answered, or refused with status 417."""
    assert expect_continue.outcome in (200, 417)


@conversation("reply")
def options(target, bare):
    """Without an origin: no preflight of a browser."""
    bare.require_status()
    return target.send("OPTIONS", "/chat/completions")


# RFC 9110, 9.3.7: OPTIONS asks what a resource allows. RFC 9110, 9.1: a server need not support it.
@requirement("http.options.answered", INFO, basis="rfc", only=OURS)
def test_options_is_answered(options):
    """`OPTIONS` is answered with a 2xx, or refused with status 404 or 405."""
    assert options.outcome in (200, 204, 404, 405)
