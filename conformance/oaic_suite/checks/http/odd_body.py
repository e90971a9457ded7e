"""Bodies that are JSON at the edge of what is one, or beyond it."""

import json

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.errors.conversations import CASES, spoiled
from oaic_suite.checks.http.readings import in_time
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

ODD = ("unreadable", "strange")
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


@conversation("refusal", control=True)
def plain_refusal(target, bare):
    """A request that is wrong and nothing else."""
    return spoiled(target, bare, CASES["missing-messages"])


@conversation("refusal", UNREADABLE | STRANGE)
def odd_body(target, bare, variant):
    bare.require_status()
    return target.provoke(CHAT, variant(json.dumps(target.body(CHAT))))


def in_time_if_sound(odd_body):
    """The answer; to what the contract has nothing against it may take a model its time."""
    problems = odd_body.operation.request.problems(odd_body.request.json)
    return odd_body if problems else in_time(odd_body)


def where_blamed(odd_body, plain_refusal):
    """The answer; not applicable where every mistake gets a 5xx, which is for another requirement to say."""
    if plain_refusal.status >= 500:
        raise NotApplicable(f"plain mistakes are answered with {plain_refusal.status} too, and judged by it")
    return odd_body


def where_explained(odd_body, plain_refusal):
    """The answer; not applicable where no refusal has an envelope, which is for another requirement to say."""
    if plain_refusal.unexplained:
        raise NotApplicable("no refusal comes in its envelope")
    return odd_body


# RFC 9110, 3.4: a server responds to a request. RFC 9112, 8: a response that ends before its body does is incomplete.
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
    assert in_time_if_sound(odd_body).unanswered == []


# RFC 9110, 15.5.1: 400 is for a request that the client got wrong, as in its syntax.
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
