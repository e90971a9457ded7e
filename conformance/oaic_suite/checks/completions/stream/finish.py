"""How each choice of a streamed completion says that it is finished."""

from oaic_suite.checks.chat.readings.choices import carried_on, finished_again, unfinished
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST


@requirement(
    "completions.stream.finish-value",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/choices/*/finish_reason",
    breaks="validators of typed clients reject the chunk",
)
def test_a_finish_reason_is_one(continuation):
    """Every entry of `choices` has a `finish_reason`: null, stop, length or content_filter."""
    assert continuation.problems("/choices/*/finish_reason") == []


@requirement(
    "completions.stream.finish",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@finish",
    breaks="clients take the answer for cut off, and ask again",
)
def test_every_choice_finishes(continuation):
    """Every choice has a `finish_reason` by the end of the stream."""
    assert unfinished(continuation) == []


@requirement(
    "completions.stream.finish-once",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="clients finish the answer at the first reason they meet, and again at the next",
)
def test_a_choice_finishes_once(continuation):
    """Every choice has one `finish_reason` that is not null."""
    assert finished_again(continuation) == []


@requirement(
    "completions.stream.finish-last",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="clients that close a text at its finish lose what follows",
)
def test_nothing_of_a_choice_follows_its_finish(continuation):
    """No entry of a choice follows the one that finishes it."""
    assert carried_on(continuation) == []
