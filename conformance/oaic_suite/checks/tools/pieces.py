"""Calls in streams: what tells one from the next, and what later pieces leave out."""

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.tools.readings.fragments import crowded, hollow, interleaved, under_one_index
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "tools.pieces.own-index",
    MUST,
    basis="sdk",
    on=CHAT,
    breaks="clients put pieces together by index: the official SDKs' helpers make one call of two, with joined ids",
    fix="Count the calls of a message as they begin, and set that number as `index` on every piece of the call.",
)
def test_no_two_calls_share_an_index(called_stream):
    """No two calls of a streamed message have the same `index`."""
    assert under_one_index(called_stream) == []


@requirement(
    "tools.pieces.left-out",
    SHOULD,
    basis="sdk",
    on=CHAT,
    breaks="the official Node SDK's stream helper raises an error; clients that take what is there lose id or name",
)
def test_what_is_not_said_again_is_left_out(called_stream):
    """No later piece of a call has an `id` or a `name` that is null or empty."""
    assert hollow(called_stream, "id") + hollow(called_stream, "function", "name") == []


@requirement(
    "tools.pieces.not-interleaved",
    SHOULD,
    basis="sdk",
    on=CHAT,
    breaks="the official SDKs' stream helpers hold a call done when the next begins, and raise an error on the rest",
    fix="Write all pieces of one call before the first of the next.",
)
def test_a_call_is_whole_before_the_next_begins(called_stream):
    """No piece of a call comes when the next call of its choice has begun."""
    assert interleaved(called_stream) == []


@requirement(
    "tools.pieces.one-a-delta",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that read the first piece of each delta lose the second call: LlamaIndex does",
    fix="Give each call chunks of its own, where it is sent whole too.",
)
def test_a_delta_has_pieces_of_one_call(called_stream):
    """No delta has pieces of more than one call."""
    assert crowded(called_stream) == []
