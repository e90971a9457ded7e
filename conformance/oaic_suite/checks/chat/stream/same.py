"""A streamed chat beside the plain answer to the same request, where the model says the same again and again."""

from oaic_suite.checks.chat.readings.choices import finish_reasons
from oaic_suite.checks.chat.readings.usage import count
from oaic_suite.checks.chat.stream.usage import final_usage
from oaic_suite.checks.chat.stream.whole import repeated_text
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import SHOULD


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
    return finish_reasons(stream), plain.sound("/choices/*/finish_reason")[0].value


def counts(repeated_line):
    """How many tokens a stream says it has, and how many the plain answer."""
    plain, stream = alike(repeated_line)
    return [final_usage(stream).below("completion_tokens")], count(plain, "completion_tokens")


@requirement(
    "chat.stream.same.finish",
    SHOULD,
    basis="observed",
    breaks="clients that stream take an answer for cut off that is whole, or the other way round",
)
def test_a_stream_finishes_as_a_plain_answer(repeated_line):
    """A model that repeats itself finishes a stream for the same reason as a plain answer."""
    reasons, wanted = ends(repeated_line)
    assert unlike(reasons, (), wanted) == []


@requirement(
    "chat.stream.same.completion-tokens",
    SHOULD,
    basis="observed",
    breaks="the same answer has one price streamed, and another whole",
)
def test_a_stream_counts_as_a_plain_answer(repeated_line):
    """A model that repeats itself counts as many `completion_tokens` in a stream as in a plain answer."""
    counted, wanted = counts(repeated_line)
    assert unlike(counted, (), wanted) == []
