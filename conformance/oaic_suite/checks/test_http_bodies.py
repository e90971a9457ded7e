"""Bodies as HTTP and JSON allow them, and as they do not: large, chunked, wide, or hardly JSON at all."""

import json

from oaic_suite.checks.refusals import CASES, CHAT, spoiled
from oaic_suite.conversation import conversation
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import INFO, MUST, SHOULD, NotApplicable, NotEstablished

ODD = ("unreadable", "strange")
LARGE = 2 * 2**20  # bytes, as many as an image takes
DEEP = 10_000
BOM = b"\xef\xbb\xbf"


def saying(content):
    """A change of a body's text that puts other characters into its message."""
    return lambda text: text.replace("Say hello.", content).encode()


def having(member):
    """A change of a body's text that adds a member to the object."""
    return lambda text: (text[:-1] + f", {member}}}").encode()


UNREADABLE = {
    "unreadable-empty": lambda text: b"",
    "unreadable-nan": having('"temperature": NaN'),
    "unreadable-infinity": having('"temperature": -Infinity'),
    "unreadable-number": having('"temperature": 1e999'),
    "unreadable-deep": having(f'"metadata": {"[" * DEEP}{"]" * DEEP}'),
    "unreadable-member-twice": having('"messages": []'),
    "unreadable-half-character": saying("Say \\ud83e."),
    "unreadable-latin-1": lambda text: text.replace("hello", "h\xe9llo").encode("latin-1"),
    "unreadable-utf-16": lambda text: text.encode("utf-16"),
    "unreadable-byte-order-mark": lambda text: BOM + text.encode(),
}
STRANGE = {
    "strange-zero-character": saying("Say \\u0000."),
    "strange-no-character": saying("Say \\uffff \\ufdd0."),
    "strange-space": lambda text: b" \r\n\t" + text.encode() + b"\n\n",
}
WIDE = {
    "two-bytes": "né Ж ß",
    "three-bytes": "日本語 한국어 € \u200b",
    "four-bytes": "🦜 𝔭 𠜎",
    "combining": "e\u0301 a\u0308 \u0928\u093f",
    "joined": "👩‍👩‍👧 🏳️‍🌈 👍🏽 🇳🇱",
    "right-to-left": "שלום \u202eolleh\u202c سلام",
}


@conversation("refusal", control=True)
def plain_refusal(target, bare):
    """A request that is wrong and nothing else."""
    return spoiled(target, bare, CASES["missing-messages"])


@conversation("refusal", UNREADABLE | STRANGE)
def odd_body(target, bare, variant):
    bare.require_status()
    return target.provoke(CHAT, variant(json.dumps(target.chat_body())))


@conversation("reply", WIDE)
def wide_body(target, bare, variant):
    """Text of characters as they are, not as escapes."""
    bare.require_status()
    body = target.chat_body(messages=[{"role": "user", "content": f"Say hello. {variant}"}])
    return target.provoke(CHAT, json.dumps(body, ensure_ascii=False).encode())


@conversation("refusal")
def roomy_body(target, bare):
    """A valid request that is large, and costs no more to answer: most of it is space."""
    bare.require_status()
    text = json.dumps(target.chat_body())
    return target.provoke(CHAT, (text[:-1] + " " * LARGE + "}").encode())


@conversation("reply")
def chunked_body(target, bare):
    bare.require_status()
    return target.provoke(CHAT, target.chat_body(), headers={"transfer-encoding": "chunked"})


@conversation("reply")
def expecting(target, bare):
    """As curl and .NET send what is large; we do not wait for leave, which no server need give."""
    bare.require_status()
    return target.provoke(CHAT, target.chat_body(), headers={"expect": "100-continue"})


@conversation("reply")
def shouted(target, bare):
    bare.require_status()
    return target.provoke(CHAT, target.chat_body(), headers={"content-type": "Application/JSON"})


def where_blamed(odd_body, plain_refusal):
    """The answer, if plain mistakes are the client's: where they are not, that is told already."""
    if plain_refusal.status >= 500:
        raise NotApplicable("every mistake is taken for a failure of the server")
    return odd_body


def where_refused(odd_body, plain_refusal):
    """What came of it, if a plain wrong request does not fail the server."""
    if plain_refusal.failed:
        raise NotEstablished("the server fails on a plain wrong request", plain_refusal.owner("@blame"))
    return odd_body


def where_explained(odd_body, plain_refusal):
    """The refusal, if plain ones come in their envelope: where they do not, that is told already."""
    if plain_refusal.unexplained:
        raise NotApplicable("no refusal comes in its envelope")
    return odd_body


# --- what is hardly JSON -----------------------------------------------------------------------------


@requirement(
    "http.odd-body.answered",
    MUST,
    basis="rfc",
    only=ODD,
    owns="@answer",
    breaks="one caller's broken bytes end the server's worker, and the requests of others with it",
)
def test_an_odd_body_is_answered(odd_body):
    """A body that is hardly JSON is answered, to the end: too deep, not UTF-8, with NaN or half a character."""
    assert odd_body.unanswered == []


@requirement(
    "http.odd-body.blame",
    SHOULD,
    basis="rfc",
    only=ODD,
    breaks="the official SDKs retry a 5xx: what can never succeed is sent three times, and looks like an outage",
)
def test_an_odd_body_is_no_failure_of_the_server(odd_body, plain_refusal):
    """A body that is hardly JSON is read, or refused with a 4xx."""
    assert where_blamed(odd_body, plain_refusal).status < 500


@requirement(
    "http.odd-body.envelope",
    SHOULD,
    basis="schema",
    only="unreadable",
    breaks="the official SDKs have no message, code or type to show",
)
def test_an_odd_body_is_refused_in_the_envelope(odd_body, plain_refusal):
    """Where a wrong request is refused in the envelope of every error, a body that is hardly JSON is too."""
    assert where_explained(odd_body, plain_refusal).unexplained == []


# --- what is JSON ------------------------------------------------------------------------------------


@requirement(
    "http.unicode.accepted",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="JSON is UTF-8: whoever writes in another script, or with an emoji, gets no answer",
)
def test_characters_of_every_width_are_accepted(wide_body):
    """A chat with characters of two to four bytes, combined and joined ones among them, is answered."""
    assert wide_body.outcome == 200


@requirement(
    "http.media-type.any-case",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="HTTP stacks that write the media type with capitals are refused every request (RFC 9110, 8.3.1)",
)
def test_the_media_type_is_read_in_any_case(shouted):
    """A request declared as `Application/JSON` is answered like any other."""
    assert shouted.outcome == 200


# --- how it comes ------------------------------------------------------------------------------------


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


@requirement(
    "http.expect.answered",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="curl and .NET ask so before they send what is large: their long prompts fail, short ones do not",
)
def test_a_request_that_expects_leave_is_answered(expecting):
    """A request with `Expect: 100-continue` is answered, or refused with status 417."""
    assert expecting.outcome in (200, 417)


@requirement(
    "http.large-body.accepted",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="a request with an image in it fails, and nobody is told that it is too large",
)
def test_two_mebibytes_are_accepted_or_too_large(roomy_body):
    """A valid request of two mebibytes is answered, or refused with status 413."""
    assert roomy_body.outcome in (200, 413)


@requirement(
    "http.large-body.explained",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="the proxy before the server says so in markup: the official SDKs have no message to show",
)
def test_what_is_too_large_is_told_in_the_envelope(roomy_body):
    """A valid request that is refused for its size is refused in the envelope of every error."""
    assert roomy_body.unexplained == []


@requirement("http.large-body.not-too-large", INFO, basis="observed", only=OURS)
def test_two_mebibytes_are_not_too_large(roomy_body):
    """A valid request of two mebibytes is answered: an image may be as large."""
    assert roomy_body.outcome == 200
