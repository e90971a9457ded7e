"""Answers that hold nothing, though they came and ended as they should."""

from oaic_suite.requirement import requirement
from oaic_suite.silence import mute
from oaic_suite.verdict import SHOULD

CHAT = "createChatCompletion"


@requirement(
    "chat.reply.not-silent",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="plain",
    breaks="users see a blank answer, and agents take a generation that failed for one that is done",
)
def test_a_plain_question_is_answered_with_something(reply):
    """The answer to a plain question, where nothing cuts it short, is more than an empty text."""
    assert mute(reply) == []


@requirement(
    "chat.stream.not-silent",
    SHOULD,
    basis="observed",
    on=CHAT,
    only="plain",
    breaks="users watch an answer that never begins, and agents take it for one that is done",
)
def test_a_plain_question_is_answered_with_something_in_a_stream(stream):
    """The stream that answers a plain question, where nothing cuts it short, says something."""
    assert mute(stream) == []
