"""Legacy completions that no server can give, and that a server says it cannot give."""

from oaic_suite.asking.target import UNKNOWN_MODEL
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

REFUSED = {
    "not-text": {"prompt": 7},
    "range-max-tokens": {"max_tokens": -1},
    "range-temperature": {"temperature": 3},
    "range-n": {"n": 0},
    "logprobs": {"logprobs": 6},
    "best-of": {"n": 3, "best_of": 2},
    "streamed-best-of": {"best_of": 3, "stream": True},
    "stream-options": {"stream_options": {"include_usage": True}},
    "unknown-token": {"prompt": [2**31 - 1]},
    "unknown-model": {"model": UNKNOWN_MODEL},
}


@conversation("reply")
def completion_at_all(target):
    """The smallest valid request: the refusal of another is judged only where this one is answered."""
    target.capabilities.require("completions")
    return target.ask(COMPLETION)


@conversation("refusal", REFUSED, last=["range-max-tokens", "range-n"])
def refused_completion(target, completion_at_all, variant):
    completion_at_all.require_status()
    return target.provoke(COMPLETION, target.body(COMPLETION, **variant))


@conversation("refusal")
def completion_without_model(target, completion_at_all):
    completion_at_all.require_status()
    return target.provoke(COMPLETION, {"prompt": "Once upon a time", "max_tokens": 1})


@requirement(
    "completions.refusals.no-model",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    breaks="a misspelt member goes unnoticed, and another model answers",
)
def test_a_request_without_a_model_is_refused(completion_without_model):
    """A request without `model` is refused."""
    assert completion_without_model.accepted == []


@requirement(
    "completions.refusals.not-text",
    MUST,
    basis="schema",
    on=COMPLETION,
    only="not-text",
    breaks="a mistake in the caller's types is continued as if it were meant",
)
def test_a_prompt_that_is_no_text_is_refused(refused_completion):
    """A `prompt` that is neither text nor tokens is refused."""
    assert refused_completion.accepted == []


@requirement(
    "completions.refusals.range",
    MUST,
    basis="schema",
    on=COMPLETION,
    only="range-",
    breaks="a mistake in the caller's settings goes unnoticed: the answer is not what was asked for",
)
def test_numbers_out_of_range_are_refused(refused_completion):
    """A `max_tokens` below 0, a `temperature` above 2 and an `n` of 0 are refused."""
    assert refused_completion.accepted == []


@requirement(
    "completions.refusals.range-param",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    only="range-max-tokens",
    breaks="clients that show which setting is wrong cannot",
)
def test_the_refusal_names_the_member(refused_completion):
    """The refusal of a `max_tokens` below 0 has `param: "max_tokens"`."""
    assert refused_completion.at("error", "param") == "max_tokens"


@requirement(
    "completions.refusals.logprobs",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    only="logprobs",
    breaks="programs that ask for more alternatives than there are compute with those they get",
)
def test_too_many_alternatives_are_refused(refused_completion):
    """A `logprobs` above 5 is refused."""
    assert refused_completion.accepted == []


@requirement(
    "completions.refusals.best-of",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    only="best-of",
    breaks="programs that ask for more choices than there are candidates index out of range",
)
def test_fewer_candidates_than_choices_are_refused(refused_completion):
    """A `best_of` below `n` is refused."""
    assert refused_completion.accepted == []


@requirement("completions.refusals.streamed-best-of", INFO, basis="hearsay", on=COMPLETION, only="streamed-best-of")
def test_candidates_are_not_streamed(refused_completion):
    """A `best_of` above `n` is refused where the answer is to be streamed."""
    assert refused_completion.accepted == []


@requirement(
    "completions.refusals.stream-options",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    only="stream-options",
    breaks="callers who forgot `stream` wait for usage in a stream that never comes",
)
def test_options_of_no_stream_are_refused(refused_completion):
    """`stream_options` without `stream` are refused."""
    assert refused_completion.accepted == []


@requirement(
    "completions.refusals.unknown-token",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    only="unknown-token",
    breaks="tokens of another vocabulary are continued as if they meant something here",
)
def test_a_token_of_no_vocabulary_is_refused(refused_completion):
    """A token id beyond the vocabulary is refused."""
    assert refused_completion.accepted == []


@requirement(
    "completions.refusals.unknown-model",
    MUST,
    basis="sdk",
    on=COMPLETION,
    only="unknown-model",
    breaks="evaluations measure another model than they name",
)
def test_an_unknown_model_is_refused(refused_completion):
    """A `model` that does not exist is refused."""
    assert refused_completion.accepted == []


@requirement(
    "completions.refusals.unknown-model-status",
    MUST,
    basis="sdk",
    on=COMPLETION,
    only="unknown-model",
    breaks="the official SDKs raise NotFoundError for a 404 only",
)
def test_an_unknown_model_is_not_found(refused_completion):
    """The refusal of an unknown `model` has status 404."""
    assert refused_completion.refused_with == 404
