"""Dozens of answers at once, whole and streamed, texts and calls: each to its own request."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from oaic_suite.checks.chat.readings import told
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.concurrency.readings import completed, failed, failures, foreign, shared
from oaic_suite.checks.concurrency.whole import MANY, WORDS
from oaic_suite.checks.tools.conversations.requests import ROOM, TEXT, function, naming, user
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

ALONE = sha256(b"alone").hexdigest()[:10]


def saying(word):
    return {"messages": [user(f"Write this sign, and only it: {word}")]}


def calling(word):
    """A request for a call of a function that nobody else offers."""
    tool = function(f"keep_{word}", "Keeps a sign.", sign=TEXT)
    return {"tools": [tool], "tool_choice": naming(tool), "messages": [user(f"Keep the sign {word}.")]}


@conversation(apart=True)
def many_answers(target, bare):
    """Two dozen requests at once, each with a word of its own: texts and forced calls, whole and streamed.

    Of these kinds only those that are answered alone, without a failure.
    """
    bare.require_status()
    kinds = [saying, calling] if target.capabilities.has("tools") else [saying]
    ways = [False, True] if target.capabilities.has("chat-stream") else [False]
    granted = [each for each in itertools.product(kinds, ways) if not failed(ask(target, ALONE, *each))]
    if not granted:
        raise NotEstablished("nothing of the kind is answered alone")
    asked = [(word, *each) for word, each in zip(WORDS, itertools.cycle(granted), strict=False)]
    target.require_together(MANY)
    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(lambda each: ask(target, *each), asked))


def ask(target, word, kind, streamed):
    members = kind(word) | ({"stream": True} if streamed else {}) | {target.limit_name: ROOM}
    seen = Stream if streamed else Reply
    return seen(target.provoke(CHAT, target.body(CHAT, **members), lawful=True, among=MANY))


def answered(many_answers):
    return completed(many_answers, "concurrency.answers.answered")


def some_of_which_speak(many_answers):
    """The answers, some of which say something."""
    if not any(map(told.text, found := answered(many_answers))):
        raise NotEstablished("no answer says anything")
    return found


def some_of_which_call(many_answers):
    """The answers, some of which call; where no call was asked for there is nothing to mix."""
    found = answered(many_answers)
    if not any(answer.request.get("tools") for answer in found):
        raise NotApplicable("no call was asked for: tools are not offered, or a forced call is not answered alone")
    if not any(map(told.called_names, found)):
        raise NotEstablished("no answer calls, though a call is forced", "tools.named.forced")
    return found


@requirement(
    "concurrency.answers.answered",
    SHOULD,
    basis="observed",
    breaks="agents that ask for texts and calls side by side lose some of them",
)
def test_two_dozen_answers_come(many_answers):
    """Two dozen requests at once, for texts and calls, are all answered, or turned away with 429 or 503."""
    assert failures(many_answers) == []


# RFC 9112, 9.2: what comes on a connection answers the request that was sent on it, and no other.
@requirement(
    "concurrency.answers.own-text",
    MUST,
    basis="rfc",
    breaks="under load one user reads what was said to another",
)
def test_two_dozen_answers_do_not_mix(many_answers):
    """Of two dozen answers at once, whole and streamed, none says a word that only another was asked for."""
    assert foreign(some_of_which_speak(many_answers), WORDS, told.text) == []


# RFC 9112, 9.2: as above; a call is what an answer is made of.
@requirement(
    "concurrency.answers.own-calls",
    MUST,
    basis="rfc",
    breaks="under load one user's agent runs what the model asked of another's",
)
def test_two_dozen_calls_do_not_mix(many_answers):
    """Of two dozen answers at once, none calls a function that only another request offers, or with its arguments."""
    assert foreign(some_of_which_call(many_answers), WORDS, told.called_text) == []


@requirement(
    "concurrency.answers.own-id",
    SHOULD,
    basis="schema",
    breaks="logs and caches that key answers by id keep one of many",
)
def test_two_dozen_answers_have_ids_of_their_own(bare, many_answers):
    """Two dozen answers at once, whole and streamed, have as many ids."""
    assert shared(bare, answered(many_answers)) == []
