"""How streams are delivered: as they are made, side by side, and with clients that hang up."""

from concurrent.futures import ThreadPoolExecutor

from oaic_suite.checks.conversations import GREETING, LONG_ANSWER
from oaic_suite.conversation import conversation
from oaic_suite.located import repeated
from oaic_suite.pace import held_back
from oaic_suite.reply import Reply
from oaic_suite.requirement import requirement
from oaic_suite.stream import Stream
from oaic_suite.throng import begun, strays
from oaic_suite.verdict import MUST, SHOULD, NotEstablished

CHAT = "createChatCompletion"
LONG = 128  # tokens that take long enough to make for their delivery to be watched
WORDS = ("heron-4127", "otter-9318", "lynx-2650")  # what only its own stream can have been told

LETTER = {"role": "user", "content": "Write a long letter that nobody will read to its end."}


@conversation()
def side_by_side(target):
    """A few streams at the same time, each asked for a word of its own."""
    target.capabilities.require("chat-stream")
    questions = [{"role": "user", "content": f"Repeat this word and say nothing else: {word}"} for word in WORDS]
    with ThreadPoolExecutor(len(WORDS)) as pool:
        asked = [pool.submit(target.chat, stream=True, messages=[question]) for question in questions]
        return [Stream(one.result()) for one in asked]


@conversation()
def after_hanging_up(target, bare):
    """A stream left in the middle, and a request after it that was answered before."""
    target.capabilities.require("chat-stream")
    bare.require_status()
    body = target.chat_body(stream=True, messages=[LETTER])
    left = Stream(target.provoke(CHAT, body, stop_after=begun))
    _ = left.body  # a stream that never began cannot be left
    return left, Reply(target.chat())


@conversation()
def short_and_long(target):
    """A short stream, and one that takes its time."""
    target.capabilities.require("chat-stream")
    short = target.chat(stream=True, messages=[GREETING])
    long = target.chat(stream=True, messages=[LONG_ANSWER], **{target.limit_name: LONG})
    return Stream(short), Stream(long)


@conversation()
def zipped_and_long(target, short_and_long):
    """The same where gzip is accepted, and nothing is held back without it."""
    short, long = short_and_long
    if held_back(short, long):
        raise NotEstablished("a stream is held back as it is", "sse.incremental")
    body = target.chat_body(stream=True, messages=[LONG_ANSWER], **{target.limit_name: LONG})
    return short, Stream(target.provoke(CHAT, body, headers={"accept-encoding": "gzip"}))


@requirement(
    "chat.stream.own-text",
    MUST,
    basis="rfc",
    breaks="one user reads what was said to another",
)
def test_streams_do_not_mix(side_by_side):
    """Nothing of one stream turns up in another that runs at the same time."""
    assert strays(side_by_side) == []


@requirement(
    "chat.stream.own-id",
    SHOULD,
    basis="schema",
    breaks="clients and logs that key answers by id take several for one",
)
def test_every_stream_has_an_id_of_its_own(side_by_side):
    """Streams that run at the same time have different ids."""
    assert repeated([stream.each("/id")[0] for stream in side_by_side], "an id of its own") == []


@requirement(
    "chat.stream.hang-up",
    MUST,
    basis="rfc",
    breaks="one user who presses stop takes the server from all others",
)
def test_a_client_may_hang_up(after_hanging_up):
    """A request is answered with status 200 after a client has left a stream in the middle."""
    _, reply = after_hanging_up
    assert reply.outcome == 200


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
def test_a_long_answer_comes_as_it_is_made_where_gzip_is_accepted(zipped_and_long):
    """An answer that takes more than a second is delivered as it is made, where the request accepts gzip too."""
    short, long = zipped_and_long
    assert held_back(short, long) == []
