"""What is said in a stream, and how the stream is declared."""

from oaic_suite.checks.chat.readings.choices import (
    later_nulls,
    text_only,
)
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "chat.stream.content-type",
    MUST,
    basis="schema",
    on=CHAT,
    owns="@content-type",
    breaks="EventSource and clients that choose a decoder by media type refuse the stream",
)
def test_a_stream_is_declared_as_events(stream):
    """A streamed chat is declared as `text/event-stream`."""
    assert stream.media_type == "text/event-stream"


@requirement(
    "chat.stream.content",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/delta/content",
    breaks="clients that append to a string raise TypeError; the official Python SDK's stream helper loses the text",
)
def test_content_is_text(stream):
    """A delta's `content`, where there is any, is a string or null."""
    assert stream.problems("/choices/*/delta/content") == []


@requirement(
    "chat.stream.content-not-null",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=text_only,
    breaks="clients that append every content to a string raise TypeError, or show `null`",
)
def test_no_later_content_is_null(stream):
    """Only the first delta of a choice has a `content` of null."""
    assert later_nulls(stream) == []
