"""Dozens of streams at once, and clients that hang up in the middle of theirs."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from operator import attrgetter

from oaic_suite.checks.chat.conversations import GREETING
from oaic_suite.checks.chat.readings.choices import carried_on
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.concurrency.readings import (
    admitted,
    completed,
    failures,
    has_begun,
    leaked_words,
    only_together,
    shared_ids,
)
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

MANY = 24


# No model can guess the word of another stream, nor go on counting towards it.
WORDS = tuple(sha256(str(number).encode()).hexdigest()[:10] for number in range(MANY))
SPEECH = "Give a long speech to an empty hall."


def ask(target, question, **how):
    body = target.body(CHAT, stream=True, messages=[{"role": "user", "content": question}])
    return Stream(target.provoke(CHAT, body, lawful=True, among=MANY, **how))


@conversation(apart=True)
def many_streams(target, bare_stream):
    """Two dozen streams at once, each asked for a word of its own; one alone was answered."""
    bare_stream.require_complete()
    target.require_together(MANY)
    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(lambda word: ask(target, f"Repeat this sign, and only it: {word}"), WORDS))


@conversation(apart=True)
def abandoned_streams(target, bare_stream):
    """Two dozen streams at once, every other one hung up on as soon as it has begun; then one more."""
    bare_stream.require_complete()
    target.require_together(MANY)
    with ThreadPoolExecutor(MANY) as pool:
        left = [pool.submit(ask, target, SPEECH, stop_after=has_begun) for _ in WORDS[::2]]
        kept = [pool.submit(ask, target, f"Stay, and repeat this sign: {word}") for word in WORDS[1::2]]
        streams = {"left": [one.result() for one in left], "kept": [one.result() for one in kept]}
    return streams | {"after": ask(target, GREETING["content"])}


def after_leaving(abandoned_streams):
    """The stream that was asked for after others had been hung up on."""
    if not any(stream.exchange.status == 200 for stream in abandoned_streams["left"]):
        raise NotEstablished("no stream began that could be left", "overloaded")
    return abandoned_streams["after"]


def beside_abandoned(abandoned_streams, many_streams):
    """The streams beside those that were hung up on, of a server that can answer as many at once."""
    if failures(many_streams):
        raise NotEstablished("as many streams at once fail by themselves", "concurrency.streams.answered")
    return admitted(abandoned_streams["kept"])


@requirement(
    "concurrency.streams.answered",
    SHOULD,
    basis="observed",
    breaks="agents and batch jobs that ask for many answers at once lose some of them",
)
def test_two_dozen_streams_are_answered(many_streams):
    """Two dozen streams at once are all answered to their end, or turned away with 429 or 503."""
    assert failures(many_streams) == []


# RFC 9112, 9.2: what comes on a connection answers the request that was sent on it, and no other.
@requirement(
    "concurrency.streams.own-text",
    MUST,
    basis="rfc",
    breaks="under load one user reads what was said to another",
)
def test_two_dozen_streams_do_not_mix(many_streams):
    """Of two dozen streams at once none carries anything of another."""
    assert leaked_words(completed(many_streams)) == []


@requirement(
    "concurrency.streams.own-id",
    SHOULD,
    basis="schema",
    breaks="logs and caches that key answers by id keep one of many",
)
def test_two_dozen_streams_have_ids_of_their_own(bare_stream, many_streams):
    """Two dozen streams at once have as many ids."""
    assert shared_ids(bare_stream, many_streams) == []


@requirement(
    "concurrency.streams.one-id",
    MUST,
    basis="schema",
    breaks="clients that group chunks by id hand one user's chunks to another",
)
def test_a_stream_keeps_its_id_in_company(bare_stream, many_streams):
    """A stream keeps one id from its first chunk to its last while others run beside it."""
    assert only_together(bare_stream, many_streams, lambda stream: stream.unlike_first("id"), "/id") == []


@requirement(
    "concurrency.streams.in-order",
    SHOULD,
    basis="schema",
    breaks="clients stop at the finish_reason, and lose what comes after it",
)
def test_a_stream_keeps_its_order_in_company(bare_stream, many_streams):
    """No chunk of a choice follows its finish while other streams run beside it."""
    assert only_together(bare_stream, many_streams, carried_on, "@finish") == []


@requirement(
    "concurrency.streams.done",
    MUST,
    basis="schema",
    breaks="clients that wait for the terminator take the answer for a broken one",
)
def test_a_stream_ends_properly_in_company(bare_stream, many_streams):
    """Every one of two dozen streams ends in `data: [DONE]`, as one alone does."""
    assert only_together(bare_stream, many_streams, attrgetter("undone"), "@done") == []


# RFC 9112, 9.5: a client may close its connection at any time. RFC 9112, 8: an answer cut short is incomplete.
@requirement(
    "concurrency.hang-up.neighbors",
    MUST,
    basis="rfc",
    breaks="one user who presses stop cuts the answers of others short",
)
def test_who_hangs_up_disturbs_nobody(abandoned_streams, many_streams):
    """A stream comes to its end whoever hangs up on the streams beside it."""
    assert failures(beside_abandoned(abandoned_streams, many_streams)) == []


# RFC 9112, 9.5: a client may close its connection at any time; servers watch for that, and free what it held.
@requirement(
    "concurrency.hang-up.freed",
    MUST,
    basis="rfc",
    breaks="after a day of users who press stop nobody is answered any more",
)
def test_who_hangs_up_leaves_room(abandoned_streams):
    """A stream is answered to its end after a dozen others were left in the middle."""
    assert failures([after_leaving(abandoned_streams)]) == []
