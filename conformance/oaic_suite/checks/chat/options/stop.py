"""Stop sequences: where an answer ends, and what it says of that."""

from itertools import pairwise

from oaic_suite.checks.chat.conversations import PREDICTABLE
from oaic_suite.checks.chat.readings.scripts import unbroken
from oaic_suite.checks.chat.readings.stops import passed_over
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

# A stop sequence as it may be given, made of two words that follow each other in the answer; the letter is in any.
STOPS = {
    "string": lambda first, second: first,
    "array": lambda first, second: [first],
    "second-of-two": lambda first, second: ["\u2603", first],
    "two-words": lambda first, second: f"{first} {second}",
    "letter": lambda first, second: "e",
}


@conversation("reply", STOPS)
def stopped(target, predictable_replies, variant):
    """The same request with a stop sequence taken from the middle of its answer."""
    target.capabilities.require("chat-stop")
    stop = variant(*middle(predictable_replies[0].text))
    if not any(each in predictable_replies[0].text for each in sequences(stop)):
        raise NotEstablished("the answer has no two words with a space between them")
    return target.ask(CHAT, **PREDICTABLE, stop=stop)


def has_stop(body):
    return bool(body.get("stop"))


@requirement(
    "chat.options.stop-accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that write a stop sequence in the other form fail",
)
def test_a_stop_is_a_string_or_an_array(stopped):
    """A `stop` is accepted as a string and as an array of strings."""
    assert stopped.outcome == 200


@requirement(
    "chat.options.stop",
    MUST,
    basis="schema",
    on=CHAT,
    when=has_stop,
    breaks="prompts with turns of their own leak the next turn into the answer",
    shows="stop",
)
def test_no_stop_sequence_is_in_the_text(stopped):
    """The text of an answer holds none of the sequences in `stop`."""
    assert passed_over(stopped.texts, sequences(stopped.request.get("stop"))) == []


@requirement(
    "chat.options.stop-finish",
    MUST,
    basis="schema",
    breaks="agents that look for the end of their own turn take the answer for one cut off",
)
def test_what_was_stopped_says_so(stopped, predictable_replies):
    """An answer that ended at a stop sequence has `finish_reason: "stop"`."""
    assert ended(stopped, predictable_replies).get("finish_reason") == "stop"


@requirement(
    "chat.options.stop-place",
    SHOULD,
    basis="observed",
    breaks="the end of a turn is lost with the stop sequence, or shows a fragment of it",
)
def test_the_text_ends_where_the_stop_begins(stopped, predictable_replies):
    """The text of an answer that ended at a stop sequence is all that stands before it, and no more."""
    assert (
        said(ended(stopped, predictable_replies))
        == head(repeated_text(predictable_replies), stopped.request.get("stop")).rstrip()
    )


def said(choice: Located) -> str:
    found: str = choice.get("message", "content")
    return found.rstrip()


def middle(said: str) -> tuple[str, str]:
    """Two words that follow each other in the middle of a text, or behind it where a space is between them.

    Better ones without a torn character: what stands for it in the text is not what the model said.
    """
    words = said.split()
    if len(words) < 4:
        raise NotEstablished(f"an answer of {len(words)} words has no middle to stop at")
    behind = list(pairwise(words[len(words) // 2 - 1 :]))
    pairs = [pair for pair in behind if unbroken("".join(pair))] or behind
    return next((pair for pair in pairs if " ".join(pair) in said), pairs[0])


def sequences(stop: object) -> list[str]:
    return [stop] if isinstance(stop, str) else list(stop) if isinstance(stop, list) else []


def stands_in(text: str, stopped: Reply) -> bool:
    return any(stop in text for stop in sequences(stopped.request.get("stop")))


def head(said: str, stop: object) -> str:
    """A text up to the first of its stop sequences."""
    return said[: min(at for each in sequences(stop) if (at := said.find(each)) >= 0)]


def ended(stopped: Reply, predictable_replies: list[Reply]) -> Located:
    """The choice of an answer that is what was said before, up to a stop sequence or less."""
    if not predictable_replies[0].text.startswith(stopped.text) or stands_in(stopped.text, stopped):
        raise NotEstablished("the answer did not end at the stop sequence", "chat.options.stop")
    stopped.sound("/choices/*/finish_reason")
    return stopped.each("/choices/*")[0]


def repeated_text(predictable_replies: list[Reply]) -> str:
    """The text that comes each time it is asked for."""
    first, second = (reply.text for reply in predictable_replies)
    if first != second:
        raise NotEstablished("the same request is answered with another text each time")
    return first
