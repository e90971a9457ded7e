"""How each choice of a streamed completion says that it is finished."""

from oaic_suite.checks.chat.readings.choices import Pieces, carried_on, finish_reasons, finished, finishes, unfinished
from oaic_suite.checks.chat.readings.whole import require_another_text
from oaic_suite.checks.completions.readings import TEXT
from oaic_suite.checks.completions.stream.usage import counted
from oaic_suite.checks.completions.stream.whole import texts
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.contracted import Contracted
from oaic_suite.evidence.located import unlike
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
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
    at_end=True,
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
    """Every choice has one `finish_reason` that is not null, or the same again on an empty last text."""
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


@requirement(
    "completions.stream.finish-length",
    MUST,
    basis="schema",
    on=COMPLETION,
    only="short",
    breaks="editors insert half a line as if it were whole",
)
def test_what_was_cut_off_says_so(continuation, bare_completion):
    """A streamed text that the limit cut off finishes with `length`."""
    assert passing_for_whole(continuation, bare_completion) == []


def passing_for_whole(stream: Stream, whole: Contracted) -> list[Finding]:
    """The reasons other than `length`, in a stream that took all its limit allows; a brief model ends before."""
    if finished_again(stream):
        raise NotEstablished("a choice finishes more than once", "completions.stream.finish-once")
    others = unlike(finish_reasons(stream), (), "length")
    if others:
        spent, most = counted(stream).get("completion_tokens"), stream.request.get("max_tokens")
        if spent != most:
            raise NotEstablished(f"{spent} tokens, where {most} are the limit")
        require_another_text(list(texts(stream).values()), whole, TEXT)
    return others


def finished_again(stream: Stream) -> list[Finding]:
    """The further reasons of a choice, but for one that only closes what was said."""
    return [
        reason.finding("no second finish_reason")
        for turn in finished(stream)
        for reason in finishes(turn[:-1] if closes_again(turn) else turn)[1:]
    ]


def closes_again(turn: Pieces) -> bool:
    """Whether the last piece has no text, and the reason that stands beside the last text already."""
    reasons = [reason.value for reason in finishes(turn[-2:])]
    return len(reasons) == 2 and reasons[0] == reasons[1] and turn[-1].below("text").value == ""
