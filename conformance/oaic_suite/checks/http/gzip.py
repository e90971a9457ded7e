"""Compression: what comes compressed can be read, and what is sent compressed is read or refused."""

import gzip
import json

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.http.readings import in_time
from oaic_suite.checks.models.surface import LISTING
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

GZIP = {"accept-encoding": "gzip"}


@conversation("reply")
def gzipped_reply(target, bare):
    """A request that accepts gzip, as HTTP stacks do by themselves; all other requests of ours do not."""
    bare.require_status()
    return target.provoke(CHAT, target.body(CHAT), headers=GZIP)


@conversation("reply")
def gzipped_list(target):
    target.capabilities.require("models")
    Reply(target.provoke(LISTING)).require_status()
    return target.provoke(LISTING, headers=GZIP)


@conversation("stream")
def gzipped_stream(target, bare_stream):
    bare_stream.require_status()
    return target.provoke(CHAT, target.body(CHAT, stream=True), headers=GZIP)


@conversation("refusal")
def gzipped_request(target, bare):
    bare.require_status()
    body = gzip.compress(json.dumps(target.body(CHAT)).encode())
    return target.provoke(CHAT, body, headers={"content-encoding": "gzip"})


# RFC 9110, 8.4: Content-Encoding names every coding applied. RFC 1952, 2.3.1: gzip ends in a checksum and a length.
@requirement(
    "http.gzip.answer",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="HTTP stacks accept gzip by themselves, those of the official SDKs too: no answer can be read",
)
def test_a_compressed_answer_can_be_read(gzipped_reply):
    """An answer to a request that accepts gzip comes to its end as its `Content-Encoding` says."""
    assert gzipped_reply.outcome == 200


# RFC 9110, 8.4: Content-Encoding names every coding applied. RFC 1952, 2.3.1: gzip ends in a checksum and a length.
@requirement(
    "http.gzip.list",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="HTTP stacks accept gzip by themselves: the longest answer a client asks for first cannot be read",
)
def test_a_compressed_list_can_be_read(gzipped_list):
    """A list of models for a request that accepts gzip comes to its end as its `Content-Encoding` says."""
    assert gzipped_list.outcome == 200


# RFC 9110, 8.4: Content-Encoding names every coding applied. RFC 1952, 2.3.1: gzip ends in a checksum and a length.
@requirement(
    "http.gzip.stream",
    MUST,
    basis="rfc",
    only=OURS,
    breaks="HTTP stacks accept gzip by themselves: no stream can be read",
)
def test_a_compressed_stream_can_be_read(gzipped_stream):
    """A stream for a request that accepts gzip comes to its end as its `Content-Encoding` says."""
    assert gzipped_stream.outcome == 200


# RFC 9110, 12.5.3: where no coding is acceptable to the client, the answer has none.
@requirement(
    "http.gzip.unasked",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="clients that accept no coding cannot read the answer (RFC 9110, 12.5.3)",
)
def test_an_answer_is_not_encoded_unasked(bare):
    """An answer has no `Content-Encoding` where the request accepts `identity` alone."""
    assert bare.header("content-encoding") in ("", "identity")


# RFC 9110, 8.4: a coding that the server does not take in a request may be answered with 415.
@requirement(
    "http.gzip.request",
    SHOULD,
    basis="rfc",
    only=OURS,
    breaks="a caller that compresses long prompts is told that the server failed, and sends them again",
)
def test_a_compressed_request_is_read_or_refused(gzipped_request):
    """A request compressed with gzip is answered, or refused with a 4xx."""
    assert in_time(gzipped_request).failed == []


@requirement(
    "http.gzip.request-envelope",
    SHOULD,
    basis="schema",
    only=OURS,
    breaks="the official SDKs have no message, code or type to show",
)
def test_a_compressed_request_is_refused_in_the_envelope(gzipped_request):
    """A compressed request that is refused is refused in the envelope of every error."""
    assert gzipped_request.unexplained == []
