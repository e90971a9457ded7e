"""Server-sent events on bytes: what a lenient reader forgives and a client may not."""

from oaic_suite.framing import (
    byte_order_mark,
    comments,
    dataless,
    endings_but,
    mixed_endings,
    named,
    other_fields,
    spread,
    unspaced,
    unterminated,
)
from oaic_suite.requirement import requirement
from oaic_suite.verdict import INFO, MUST, SHOULD

CHAT = "createChatCompletion"


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
    assert spread(stream) == []


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


@requirement(
    "sse.not-compressed",
    SHOULD,
    basis="rfc",
    breaks="clients that accept no coding cannot read the stream",
)
def test_a_stream_is_not_encoded_unasked(stream):
    """A stream has no `Content-Encoding` where the request accepts `identity` alone."""
    assert stream.header("content-encoding") in ("", "identity")


@requirement(
    "chat.stream.unnamed-events",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="handlers for unnamed events, as those of EventSource are by default, are never called",
)
def test_chunks_are_unnamed_events(stream):
    """The events of a streamed chat have no name."""
    assert named(stream) == []


# --- legal, and yet the end of some clients ----------------------------------------------------------


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
