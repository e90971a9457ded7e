"""Server-sent events on bytes: what a lenient reader forgives and a client may not."""

from oaic_suite.checks.chat.conversations import GREETING, LONG_ANSWER
from oaic_suite.checks.chat.readings.delivery import held_back
from oaic_suite.checks.chat.readings.framing import (
    byte_order_mark,
    comments,
    dataless,
    endings_but,
    mixed_endings,
    multiline_data,
    other_fields,
    unspaced,
    unterminated,
)
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD


# WHATWG HTML, 9.2.5 (parsing an event stream): event streams are always UTF-8.
@requirement(
    "sse.utf8",
    MUST,
    basis="rfc",
    owns="@utf-8",
    breaks="the official Python SDK raises UnicodeDecodeError in the middle of the answer",
)
def test_a_stream_is_utf8(stream):
    """An event stream is UTF-8 from its first byte to its last."""
    assert stream.not_utf8 == []


# WHATWG HTML, 9.2.6 (interpreting an event stream): an event is dispatched at its blank line, else discarded.
@requirement(
    "sse.last-event-ended",
    MUST,
    basis="rfc",
    breaks="every client throws away an event without a blank line after it: the terminator, or the last words",
)
def test_a_blank_line_follows_the_last_event(stream):
    """A blank line follows every event, the last one too."""
    assert unterminated(stream) == []


@requirement(
    "sse.data-in-every-event",
    MUST,
    basis="sdk",
    breaks="the official Python SDK raises JSONDecodeError for an event without data",
)
def test_every_event_has_data(stream):
    """Every block of lines that is not all comments has a `data` field."""
    assert dataless(stream) == []


@requirement(
    "sse.no-byte-order-mark",
    SHOULD,
    basis="sdk",
    breaks="the official Python SDK loses the first event, and the role with it",
)
def test_no_byte_order_mark_opens_a_stream(stream):
    """An event stream begins without a byte order mark."""
    assert byte_order_mark(stream) == []


@requirement(
    "sse.one-data-line",
    SHOULD,
    basis="observed",
    breaks="clients that read line by line decode half an object",
)
def test_every_event_has_one_data_line(stream):
    """The data of an event is one line."""
    assert multiline_data(stream) == []


@requirement(
    "sse.no-other-fields",
    SHOULD,
    basis="observed",
    breaks="the official Python SDK raises JSONDecodeError at the first comment after an `id`",
)
def test_there_are_no_other_fields(stream):
    """An event has no fields but `data` and `event`."""
    assert other_fields(stream) == []


@requirement(
    "sse.one-line-ending",
    SHOULD,
    basis="observed",
    breaks="clients that look for one kind of blank line take two events for one",
)
def test_lines_end_alike(stream):
    """Every line of a stream ends in the same way."""
    assert mixed_endings(stream) == []


# RFC 9110, 12.5.3: where no coding is acceptable to the client, the answer has none.
@requirement(
    "sse.not-compressed",
    SHOULD,
    basis="rfc",
    breaks="clients that accept no coding cannot read the stream",
)
def test_a_stream_is_not_encoded_unasked(stream):
    """A stream has no `Content-Encoding` where the request accepts `identity` alone."""
    assert coding_unasked(stream) in ("", "identity")


def coding_unasked(stream: Stream) -> str:
    if stream.request.header("accept-encoding") != "identity":
        raise NotApplicable("the request accepts other codings than `identity`")
    return stream.header("content-encoding")


# --- legal, and yet the end of some clients -----------------------------------------------------------


@requirement("sse.line-feeds", INFO, basis="taste", breaks="readers of `\\n\\n` alone buffer the whole stream")
def test_lines_end_in_line_feeds(stream):
    """Every line of a stream ends in a line feed."""
    assert endings_but(stream, b"\n") == []


@requirement("sse.no-comments", INFO, basis="observed", breaks="readers that decode every line as JSON raise an error")
def test_there_are_no_comments(stream):
    """A stream has no comments."""
    assert comments(stream) == []


@requirement("sse.space-after-colon", INFO, basis="observed", breaks="readers that cut off `data: ` find no event")
def test_a_space_follows_the_colon(stream):
    """A space follows the colon of every field."""
    assert unspaced(stream) == []


LONG = 128  # tokens that take long enough to make for their delivery to be watched


@conversation()
def short_and_long(target):
    """A short stream, and one that takes its time; both once more where that came late, and perhaps only waited."""
    target.capabilities.require("chat-stream")
    found = asked_for_both(target)
    return asked_for_both(target) if held_back(*found) else found


def asked_for_both(target):
    short = target.ask(CHAT, stream=True, messages=[GREETING])
    long = target.ask(CHAT, stream=True, messages=[LONG_ANSWER], **{target.limit_name: LONG})
    return Stream(short), Stream(long)


@conversation()
def gzipped_and_long(target, short_and_long):
    """The same where gzip is accepted, and nothing is held back without it."""
    short, long = short_and_long
    if held_back(short, long):
        raise NotEstablished("a stream is held back as it is", "sse.incremental")
    body = target.body(CHAT, stream=True, messages=[LONG_ANSWER], **{target.limit_name: LONG})
    return short, Stream(target.provoke(CHAT, body, headers={"accept-encoding": "gzip"}))


@requirement(
    "sse.incremental",
    SHOULD,
    basis="observed",
    breaks="the user watches an empty window until the whole answer is there",
)
def test_a_long_answer_comes_as_it_is_made(short_and_long):
    """An answer that takes more than a second to make is delivered as it is made."""
    short, long = short_and_long
    assert held_back(short, long) == []


@requirement(
    "sse.incremental-compressed",
    SHOULD,
    basis="observed",
    breaks="HTTP stacks accept gzip by themselves: their users watch an empty window until the answer is there",
)
def test_a_long_answer_comes_as_it_is_made_where_gzip_is_accepted(gzipped_and_long):
    """An answer that takes more than a second is delivered as it is made, where the request accepts gzip too."""
    short, long = gzipped_and_long
    assert held_back(short, long) == []
