"""How likely each token of a legacy completion was, those of an echoed prompt too, for those who asked."""

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.logprobs import AT_MOST_CERTAIN, is_at_most_certain, unfilled
from oaic_suite.checks.completions import readings
from oaic_suite.checks.completions.conversations import SONG, TALE
from oaic_suite.checks.completions.readings import LOGPROBS, asks_logprobs, asks_no_logprobs
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.located import Located, failing, unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

ASKED = {
    "answer": {"logprobs": 2},
    "echo": {"logprobs": 1, "echo": True, "max_tokens": 1},
    "texts": {"logprobs": 1, "prompt": [TALE, SONG]},
}


@conversation("reply", ASKED)
def completion_logprobs(target, variant):
    target.capabilities.require("completions-logprobs")
    require_echo(target, variant)
    return target.ask(COMPLETION, **variant)


@conversation("reply")
def scored_prompt(target):
    """A prompt sent for its log probabilities, not to be continued."""
    target.capabilities.require("completions-logprobs")
    target.capabilities.require("completions-echo")
    return target.ask(COMPLETION, echo=True, logprobs=1, max_tokens=0)


@conversation("reply", apart=True)
def completion_weighed_alone(target):
    """A completion of which the chosen tokens alone are to be weighed."""
    target.capabilities.require("completions-logprobs")
    return target.ask(COMPLETION, logprobs=0)


def require_echo(target, members):
    if "echo" in members:
        target.capabilities.require("completions-echo")


def asks_alternatives(body):
    return (body.get("logprobs") or 0) > 0


def of_text_alone(body):
    """Whether offsets are asked for that can be told from the prompt: behind a suffix they begin elsewhere."""
    return asks_logprobs(body) and not prompts.are_ids(body.get("prompt")) and not body.get("suffix")


@requirement(
    "completions.logprobs.given",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=asks_logprobs,
    owns="@tokens",
    breaks="scorers of models find no probabilities, or those of chat, which they cannot read",
    shows="logprobs",
)
def test_logprobs_are_given(completion_logprobs):
    """A choice with text has `logprobs` with `tokens` and `token_logprobs` when it is asked for."""
    assert failing(tables(completion_logprobs), has_tokens, "an object with tokens and token_logprobs") == []


@requirement(
    "completions.logprobs.nought",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    only=OURS,
    breaks="scorers that want to know how likely a text is, and of no other, find no probabilities",
)
def test_nought_weighs_the_chosen_tokens(completion_weighed_alone):
    """With `logprobs` of 0 a choice with text has `logprobs` with `tokens` and `token_logprobs`: it is not null."""
    assert failing(tables(completion_weighed_alone), has_tokens, "an object with tokens and token_logprobs") == []


@requirement(
    "completions.logprobs.lists",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=asks_logprobs,
    owns=f"{LOGPROBS}/**",
    breaks="scorers that look up a token among the most likely ones raise KeyError or TypeError",
)
def test_logprobs_keep_the_contract(completion_logprobs):
    """`logprobs` holds arrays: of tokens, of numbers, of objects from token to number, and of offsets."""
    assert completion_logprobs.problems(f"{LOGPROBS}/**") == []


@requirement(
    "completions.logprobs.side-by-side",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=asks_logprobs,
    breaks="probabilities are summed over the wrong tokens",
)
def test_the_lists_stand_side_by_side(completion_logprobs):
    """Every list in `logprobs` has as many entries as `tokens`."""
    assert readings.uneven(completion_logprobs) == []


@requirement(
    "completions.logprobs.tokens-spell-the-text",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=asks_logprobs,
    breaks="lm-evaluation-harness finds the tokens of the prompt missing, and scores chance without a word",
)
def test_tokens_spell_the_text(completion_logprobs):
    """The tokens of a choice, put together, are its text, the echoed prompt included."""
    assert readings.misspelt(completion_logprobs) == []


@requirement(
    "completions.logprobs.known",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=asks_logprobs,
    breaks="lm-evaluation-harness adds up nothing: every likelihood is zero",
)
def test_every_token_has_its_odds(completion_logprobs):
    """Only the first token of an echoed prompt has a log probability of null."""
    assert readings.null_logprobs(completion_logprobs) == []


@requirement(
    "completions.logprobs.not-positive",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=asks_logprobs,
    breaks="perplexities come out wrong: these are probabilities, or not logarithms at all",
)
def test_no_logprob_is_positive(completion_logprobs):
    """No log probability is above zero, but for a thousandth by rounding."""
    assert failing(every_logprob(completion_logprobs), is_at_most_certain, AT_MOST_CERTAIN) == []


@requirement(
    "completions.logprobs.top-count",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=asks_logprobs,
    breaks="clients that lay out as many alternatives as they asked for overflow",
)
def test_there_are_no_more_alternatives_than_asked_for(completion_logprobs):
    """No token has more entries in `top_logprobs` than `logprobs` asks for, and one for itself."""
    most = completion_logprobs.request.get("logprobs") + 1
    assert (
        failing(alternatives(completion_logprobs), lambda found: len(found or ()) <= most, f"at most {most} tokens")
        == []
    )


@requirement(
    "completions.logprobs.top-filled",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=asks_alternatives,
    breaks="scorers that look up a token among the likeliest find fewer than they asked for",
)
def test_as_many_alternatives_are_given_as_asked_for(completion_logprobs):
    """Some token has as many entries in `top_logprobs` as `logprobs` asks for."""
    assert unfilled(given(completion_logprobs), completion_logprobs.request.get("logprobs")) == []


@requirement("completions.logprobs.offset", INFO, basis="hearsay", on=COMPLETION, when=of_text_alone)
def test_offsets_count_from_the_prompt(completion_logprobs):
    """`text_offset` counts characters from the start of the prompt, whether it is echoed or not."""
    assert readings.wrong_offsets(completion_logprobs) == []


@requirement(
    "completions.logprobs.prompt-only",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    only=OURS,
    breaks="lm-evaluation-harness, which scores prompts without continuing them, measures nothing",
)
def test_a_prompt_may_be_scored_without_an_answer(scored_prompt):
    """A `max_tokens` of zero is accepted together with `echo` and `logprobs`."""
    assert scored_prompt.outcome == 200


def tables(reply: Reply) -> list[Located]:
    return [choice.below("logprobs") for choice in readings.choices_with_text(reply)]


def has_tokens(table: object) -> bool:
    return isinstance(table, dict) and bool(table.get("tokens")) and bool(table.get("token_logprobs"))


def alternatives(reply: Reply) -> list[Located]:
    """The most likely tokens at each place."""
    readings.columns(reply, "tokens")
    reply.require_sound(f"{LOGPROBS}/top_logprobs/*/**")
    return [found for found in reply.wherever(f"{LOGPROBS}/top_logprobs/*") if isinstance(found.value, dict | None)]


def given(reply: Reply) -> list[Located]:
    """The most likely tokens at each place where there are any; there is one place at least."""
    found = [each for each in alternatives(reply) if each.value is not None]
    if not found:
        raise NotEstablished("no token has alternatives", reply.owner(f"{LOGPROBS}/**"))
    return found


def every_logprob(reply: Reply) -> list[Located]:
    """Every log probability that is known, of tokens and of alternatives."""
    odds = readings.columns(reply, "token_logprobs")
    listed = [column.below(place) for column in odds for place, _ in enumerate(column.value)]
    listed += [top.below(token) for top in alternatives(reply) for token in top.value or ()]
    return [logprob for logprob in listed if logprob.value is not None]


@requirement(
    "completions.logprobs.key",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=LOGPROBS,
    breaks="strictly typed clients whose field is required fail to decode the choice",
)
def test_every_choice_has_logprobs_or_null(completion):
    """Every choice has `logprobs`, an object or null."""
    assert completion.problems(LOGPROBS) == []


@requirement(
    "completions.logprobs.unasked",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=asks_no_logprobs,
    breaks="answers grow many times over for clients that did not ask",
)
def test_logprobs_are_not_given_unasked(completion):
    """A choice's `logprobs` is null when it is not asked for."""
    assert unlike(completion.each("/choices/*"), ("logprobs",), None, ABSENT) == []
