"""Streams side by side, each with what is its own."""

from concurrent.futures import ThreadPoolExecutor

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.concurrency.readings import leaked_words
from oaic_suite.evidence.located import repeated
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

WORDS = ("heron-4127", "otter-9318", "lynx-2650")  # what only its own stream can have been told


@conversation()
def side_by_side(target):
    """A few streams at the same time, each asked for a word of its own."""
    target.capabilities.require("chat-stream")
    questions = [{"role": "user", "content": f"Repeat this word and say nothing else: {word}"} for word in WORDS]
    target.require_together(len(WORDS))
    with ThreadPoolExecutor(len(WORDS)) as pool:
        asked = [pool.submit(target.ask, CHAT, stream=True, messages=[question]) for question in questions]
        return [Stream(one.result()) for one in asked]


# RFC 9112, 9.2: what comes on a connection answers the request that was sent on it, and no other.
@requirement(
    "chat.stream.own-text",
    MUST,
    basis="rfc",
    breaks="one user reads what was said to another",
)
def test_streams_do_not_mix(side_by_side):
    """Nothing of one stream turns up in another that runs at the same time."""
    assert leaked_words(side_by_side) == []


@requirement(
    "chat.stream.own-id",
    SHOULD,
    basis="schema",
    on=CHAT,
    among="stream",
    breaks="clients and logs that key answers by id take several for one",
)
def test_every_stream_has_an_id_of_its_own(side_by_side):
    """Two streams have different ids, whether they run at the same time or not."""
    assert repeated([stream.each("/id")[0] for stream in side_by_side], "an id of its own") == []
