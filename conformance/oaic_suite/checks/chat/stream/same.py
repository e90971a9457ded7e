"""A streamed chat beside the plain answer to the same request, where the model says the same again and again."""

from oaic_suite.checks.chat.conversations import USAGE, WIDE
from oaic_suite.checks.chat.readings.choices import finish_reasons, text
from oaic_suite.checks.chat.readings.scripts import unbroken
from oaic_suite.checks.chat.readings.usage import count
from oaic_suite.checks.chat.stream.usage import final_usage
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing, unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD

FILTERED = "content_filter"
TO_REPEAT = f"Repeat this line and say nothing else: one two three four {WIDE} five six seven eight"


@conversation()
def repeated_line(target):
    """The same request twice answered whole and twice in a stream, for an answer that can be told in advance."""
    target.capabilities.require("chat-stream")
    question = {"messages": [{"role": "user", "content": TO_REPEAT}]}
    streamed = question | (USAGE if target.capabilities.has("chat-stream-usage") else {})
    plain = [Reply(target.ask(CHAT, **question)) for _ in range(2)]
    return plain, [Stream(target.ask(CHAT, stream=True, **streamed)) for _ in range(2)]


def repeated_text(repeated_line):
    """What the streamed answers say, where the model repeats itself."""
    plain, streamed = repeated_line
    said = {reply.text for reply in plain}
    heard = {text(stream) for stream in streamed}
    if len(said) > 1 or len(heard) > 1:
        raise NotEstablished("the model does not repeat itself")
    for told, owner in ((said, "chat.reply.not-silent"), (heard, "chat.stream.not-silent")):
        if "" in told:
            raise NotEstablished("nothing is said", owner)
    for told, owner in ((said, "chat.scripts.whole-characters"), (heard, "chat.stream.whole-characters")):
        if not all(map(unbroken, told)):
            raise NotEstablished("characters are torn, and not the same ones each time", owner)
    return heard.pop()


def alike(repeated_line):
    """An answer and a stream of the same text."""
    plain, streamed = repeated_line
    if repeated_text(repeated_line) != plain[0].text:
        raise NotEstablished("the stream says something else", "chat.stream.same-text")
    return plain[0], streamed[0]


def ends(repeated_line):
    """Why each choice of a stream finishes, and why that of the plain answer does."""
    plain, stream = alike(repeated_line)
    stream.sound("/choices/*/finish_reason")
    reasons, wanted = finish_reasons(stream), plain.sound("/choices/*/finish_reason")[0].value
    if FILTERED in (wanted, *(reason.value for reason in reasons)):
        raise NotEstablished("what was said was filtered once, and may not be each time")
    return reasons, wanted


def counts(repeated_line):
    """How many tokens a stream says it has, and how many the plain answer."""
    plain, stream = alike(repeated_line)
    return [final_usage(stream).below("completion_tokens")], count(plain, "completion_tokens")


@requirement(
    "chat.stream.same-text",
    SHOULD,
    basis="observed",
    breaks="the streamed answer lacks characters or words the plain one has",
)
def test_a_stream_says_what_a_plain_answer_says(repeated_line):
    """A model that repeats itself says the same in a stream as in a plain answer."""
    plain, _ = repeated_line
    assert repeated_text(repeated_line) == plain[0].text


@requirement(
    "chat.stream.same-finish",
    SHOULD,
    basis="observed",
    breaks="clients that stream take an answer for cut off that is whole, or the other way round",
)
def test_a_stream_finishes_as_a_plain_answer(repeated_line):
    """A model that repeats itself finishes a stream for the same reason as a plain answer."""
    reasons, wanted = ends(repeated_line)
    assert unlike(reasons, (), wanted) == []


@requirement(
    "chat.stream.same-completion-tokens",
    SHOULD,
    basis="observed",
    breaks="the same answer has one price streamed, and another whole",
)
def test_a_stream_counts_as_a_plain_answer(repeated_line):
    """A model that repeats itself counts as many `completion_tokens` in a stream as in a plain answer."""
    counted, wanted = counts(repeated_line)
    assert failing(counted, lambda count: count == wanted, str(wanted)) == []
