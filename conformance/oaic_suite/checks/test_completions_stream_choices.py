"""The choices of a streamed legacy completion: each with a piece of its text."""

from oaic_suite import continuations, prompts
from oaic_suite.checks.completions import COMPLETION
from oaic_suite.choices import carried_on, finished_again, indices, missing, turns, unfinished, wanted
from oaic_suite.continuations import TEXT
from oaic_suite.located import failing
from oaic_suite.place import Finding
from oaic_suite.requirement import requirement
from oaic_suite.stream import Stream
from oaic_suite.verdict import MUST, NotEstablished


def echoes(body):
    return bool(body.get("echo")) and not prompts.are_ids(body.get("prompt"))


def asks_logprobs(body):
    return body.get("logprobs") is not None


# --- choices -----------------------------------------------------------------------------------------


@requirement(
    "completions.stream.choices",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=("/choices", "/choices/*"),
    breaks="every client reads `choices` and fails",
)
def test_every_chunk_has_choices(continuation):
    """Every chunk has `choices`, an array of objects."""
    assert continuation.problems("/choices", "/choices/*") == []


@requirement(
    "completions.stream.index",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/choices/*/index",
    breaks="clients cannot tell which text goes on",
)
def test_every_choice_has_an_index(continuation):
    """Every entry of `choices` has an `index` that is an integer."""
    assert continuation.problems("/choices/*/index") == []


@requirement(
    "completions.stream.index-asked-for",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@index",
    breaks="clients that hold a place for each choice asked for write beyond the last",
)
def test_no_index_is_beyond_those_asked_for(continuation):
    """Every `index` is below `n` times the number of prompts."""
    asked = wanted(continuation)
    assert failing(indices(continuation), lambda index: index in asked, f"one of {list(asked)}") == []


@requirement(
    "completions.stream.choices-count",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="prompts sent together are answered in part; clients wait for a text that never comes",
)
def test_every_choice_asked_for_comes(continuation):
    """As many choices are streamed for each prompt as `n` asks for."""
    assert missing(continuation) == []


@requirement(
    "completions.stream.text",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=TEXT,
    breaks="LangChain.js fails on the chunk without text; clients that append show `undefined`",
)
def test_every_choice_has_text(continuation):
    """Every entry of `choices` has a `text` that is a string, the last one too."""
    assert continuation.problems(TEXT) == []


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


@requirement(
    "completions.stream.echo",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=echoes,
    breaks="scorers that ask for the prompt's own probabilities weigh the answer instead",
)
def test_the_prompt_is_echoed(continuation):
    """The pieces of a text begin with its prompt when `echo` is true."""
    assert misbegun(continuation) == []


@requirement(
    "completions.stream.logprobs",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=asks_logprobs,
    breaks="scorers of models find no probabilities",
)
def test_logprobs_are_given(continuation):
    """The pieces of a choice with text have `logprobs` with `tokens` when it is asked for."""
    assert unweighed(continuation) == []


# --- what was established ----------------------------------------------------------------------------


def texts(stream: Stream) -> dict[int, str]:
    """The pieces of each text, put together."""
    _ = stream.complete, stream.sound(TEXT)
    return {index: "".join(piece.get("text") for piece in turn) for index, turn in turns(stream).items()}


def misbegun(stream: Stream) -> list[Finding]:
    """The choices whose text does not begin with its prompt, at their first piece."""
    pairs = [(turns(stream)[index][0].below("text"), index, text) for index, text in texts(stream).items()]
    return [
        Finding(first.place, f"text that begins with {prompt!r}", repr(text[: len(prompt)]))
        for first, index, text in pairs
        if not text.startswith(prompt := continuations.prompt_of(stream.request, index))
    ]


def unweighed(stream: Stream) -> list[Finding]:
    """The choices with text of which no piece has tokens, at their first piece."""
    spoken = [turns(stream)[index] for index, text in texts(stream).items() if text]
    if not spoken:
        raise NotEstablished("no choice has text")
    without = [turn for turn in spoken if not any(piece.below("logprobs", "tokens").value for piece in turn)]
    return [turn[0].below("logprobs").finding("an object with tokens") for turn in without]
