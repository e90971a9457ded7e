"""A streamed legacy completion: chunks of one answer."""

import time

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.choices import indices, missing, turns, wanted
from oaic_suite.checks.chat.readings.delivery import middle
from oaic_suite.checks.completions import readings
from oaic_suite.checks.completions.readings import TEXT, asks_logprobs
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.checks.errors.readings import never
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

# --- the stream ---------------------------------------------------------------------------------------


@requirement(
    "completions.stream.outcome",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@outcome",
    breaks="editors that show code as it comes show nothing, half of it, or wait for ever",
)
def test_a_stream_is_answered_to_its_end(continuation):
    """A completion with `stream: true` is answered with status 200, and the answer comes to its end."""
    assert continuation.outcome == 200


@requirement(
    "completions.stream.content-type",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@content-type",
    breaks="EventSource and clients that choose a decoder by media type refuse the stream",
)
def test_a_stream_is_declared_as_events(continuation):
    """A streamed completion is declared as `text/event-stream`."""
    assert continuation.media_type == "text/event-stream"


@requirement(
    "completions.stream.events",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@events",
    breaks="the official SDKs yield no chunk at all and raise nothing: the answer looks empty",
    shows="stream",
)
def test_a_stream_holds_events(continuation):
    """A streamed completion is a sequence of server-sent events."""
    assert continuation.eventless == []


@requirement(
    "completions.stream.json",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@json",
    breaks="the official SDKs raise a decoding error in the middle of the answer",
)
def test_every_event_is_one_json_object(continuation):
    """Every event but the terminator carries exactly one JSON object."""
    assert continuation.unreadable == []


@requirement(
    "completions.stream.no-error",
    MUST,
    basis="sdk",
    on=COMPLETION,
    owns="@errors",
    breaks="the official SDKs raise APIError in the middle of the answer",
)
def test_no_chunk_is_an_error(continuation):
    """A streamed completion that is answered with status 200 carries no `error`."""
    assert failing(continuation.errors, never, "no error") == []


@requirement(
    "completions.stream.done",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@done",
    breaks="clients that wait for the terminator hang, or take the answer for cut off",
    at_end=True,
)
def test_a_stream_ends_with_done(continuation):
    """A streamed completion says `data: [DONE]`."""
    assert continuation.undone == []


@requirement(
    "completions.stream.done-last",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="clients stop reading at the terminator and miss what follows, usage for one",
)
def test_nothing_follows_done(continuation):
    """No event but the terminator itself follows `data: [DONE]`."""
    assert continuation.after_done == []


# --- what all chunks have in common -------------------------------------------------------------------


@requirement(
    "completions.stream.object",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/object",
    breaks="LangChain.js fails on the chunk that does not say what it is; decoders by `object` reject it",
)
def test_every_chunk_says_what_it_is(continuation):
    """Every chunk has `object: "text_completion"`, the last one too."""
    assert continuation.problems("/object") == []


@requirement(
    "completions.stream.id",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/id",
    breaks="typed clients fail to decode the chunk",
)
def test_every_chunk_has_an_id(continuation):
    """Every chunk has an `id` that is a string."""
    assert continuation.problems("/id") == []


@requirement(
    "completions.stream.one-id",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="clients that group chunks by id show one answer per chunk",
)
def test_every_chunk_has_the_id_of_the_first(continuation):
    """Every chunk of a stream has the same `id`."""
    assert continuation.unlike_first("id") == []


@conversation("stream")
def continuation_over_a_second(target):
    """A stream timed by the one before it so that a second begins in its midst: dates that run with the clock show."""
    target.capabilities.require("completions-stream")
    before = Stream(target.ask(COMPLETION, stream=True))
    before.require_complete()
    time.sleep(-(time.time() + middle(before.exchange)) % 1)
    return target.ask(COMPLETION, stream=True)


@requirement(
    "completions.stream.one-created",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    breaks="clients that order answers by date see the answer move",
)
def test_every_chunk_has_the_date_of_the_first(continuation_over_a_second):
    """Every chunk of a stream has the same `created`."""
    assert continuation_over_a_second.unlike_first("created") == []


@requirement(
    "completions.stream.one-model",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    breaks="accounting by model books one answer to several",
)
def test_every_chunk_names_the_model_of_the_first(continuation):
    """Every chunk of a stream has the same `model`."""
    assert continuation.unlike_first("model") == []


@requirement(
    "completions.stream.schema",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="typed clients fail to decode the chunk",
)
def test_the_rest_of_every_chunk_keeps_the_contract(continuation):
    """Whatever else a chunk holds keeps the contract."""
    assert continuation.residue() == []


def echoes(body):
    return bool(body.get("echo")) and not prompts.are_ids(body.get("prompt"))


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
    at_end=True,
    shows="n",
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
    "completions.stream.echo",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=echoes,
    breaks="scorers that ask for the prompt's own probabilities weigh the answer instead",
    at_end=True,
    shows="echo",
)
def test_the_prompt_is_echoed(continuation):
    """The pieces of a text begin with its prompt when `echo` is true."""
    assert without_prompt(continuation) == []


@requirement(
    "completions.stream.logprobs",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=asks_logprobs,
    breaks="scorers of models find no probabilities",
    shows="logprobs",
)
def test_logprobs_are_given(continuation):
    """The pieces of a choice with text have `logprobs` with `tokens` when it is asked for."""
    assert unweighed(continuation) == []


def texts(stream: Stream) -> dict[int, str]:
    """The pieces of each text, put together."""
    stream.require_complete()
    stream.sound(TEXT)
    return {index: "".join(piece.get("text") for piece in turn) for index, turn in turns(stream).items()}


def without_prompt(stream: Stream) -> list[Finding]:
    """The choices whose text does not begin with its prompt, at their first piece."""
    pairs = [(turns(stream)[index][0].below("text"), index, text) for index, text in texts(stream).items()]
    return [
        Finding(first.place, f"text that begins with {prompt!r}", repr(text[: len(prompt)]))
        for first, index, text in pairs
        if not text.startswith(prompt := readings.prompt_of(stream.request, index))
    ]


def unweighed(stream: Stream) -> list[Finding]:
    """The choices with text of which no piece has tokens, at their first piece."""
    with_text = [turns(stream)[index] for index, text in texts(stream).items() if text]
    if not with_text:
        raise NotEstablished("no choice has text")
    without = [turn for turn in with_text if not any(piece.below("logprobs", "tokens").value for piece in turn)]
    return [turn[0].below("logprobs").finding("an object with tokens") for turn in without]
