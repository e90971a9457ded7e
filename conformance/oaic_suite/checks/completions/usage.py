"""What legacy completions cost."""

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.usage import count, spent
from oaic_suite.checks.completions.conversations import COUNTING, has_ids, is_one_text, said
from oaic_suite.checks.completions.readings import TEXT
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.located import failing
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

COUNTS = ("/usage/prompt_tokens", "/usage/total_tokens")
FEW = 5  # tokens
DETAILS = ("/usage/prompt_tokens_details/**", "/usage/completion_tokens_details/**")


@conversation("reply")
def two_cut_short_texts(target, bare_completion):
    """Two prompts at once, whose answers are each cut by the limit."""
    bare_completion.require_status()
    return target.ask(COMPLETION, prompt=[COUNTING, COUNTING], max_tokens=FEW)


@requirement(
    "completions.usage.present",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    owns="/usage",
    breaks="budgets and cost reports fail; programs that read `usage.total_tokens` raise AttributeError",
)
def test_an_answer_says_what_it_cost(completion):
    """A completion that is not streamed has a `usage` object."""
    assert failing([completion.found("usage")], lambda found: isinstance(found, dict), "an object") == []


@requirement(
    "completions.usage.counts",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=(*COUNTS, "/usage/completion_tokens"),
    breaks="typed clients whose counts are integers fail to decode the answer",
)
def test_usage_has_its_counts(completion):
    """A `usage` has `prompt_tokens` and `total_tokens`, and every count is an integer."""
    assert completion.problems(*COUNTS, "/usage/completion_tokens") == []


@requirement(
    "completions.usage.details",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    owns=DETAILS,
    breaks="cost reports that read `prompt_tokens_details.cached_tokens` where there are details fail on null",
)
def test_details_are_objects_of_counts(completion):
    """The details of a `usage`, where there are any, are objects whose counts are integers."""
    assert completion.problems(*DETAILS) == []


@requirement(
    "completions.usage.completion-counted",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    breaks="the most expensive tokens cost nothing in every report",
)
def test_text_has_tokens(completion):
    """`completion_tokens` is at least one where something was said besides the prompt."""
    assert said(completion) >= min(1, said_at_least(completion))


@conversation("reply")
def two_texts(target, bare_completion):
    """The plain request, for two texts."""
    bare_completion.require_status()
    target.capabilities.require("completions-n")
    return target.ask(COMPLETION, n=2)


@requirement(
    "completions.usage.prompt-once",
    SHOULD,
    basis="observed",
    breaks="reports charge a prompt as often as it is continued",
)
def test_a_prompt_is_counted_once(bare_completion, two_texts):
    """The same prompt has the same `prompt_tokens`, however many choices are asked for."""
    assert count(two_texts, "prompt_tokens") == count(bare_completion, "prompt_tokens")


@requirement(
    "completions.usage.total",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(completion):
    """`total_tokens` is the sum of `prompt_tokens` and `completion_tokens`."""
    assert count(completion, "total_tokens") == count(completion, "prompt_tokens") + said(completion)


@requirement(
    "completions.usage.prompt-counted",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=is_one_text,
    breaks="programs that watch the context window believe it empty until it overflows",
)
def test_a_prompt_has_tokens(completion):
    """`prompt_tokens` is more than zero where there is a prompt."""
    assert count(completion, "prompt_tokens") >= min(1, len(completion.request.get("prompt") or ""))


@requirement(
    "completions.usage.tokens",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=has_ids,
    breaks="programs that count their tokens beforehand find others counted, or read",
)
def test_every_token_counts(completion):
    """`prompt_tokens` is at least the number of token ids in `prompt`."""
    assert count(completion, "prompt_tokens") >= prompts.tokens_sent(completion.request.get("prompt"))


def spent_on_two(two_cut_short_texts):
    """The tokens of an answer whose two choices were both cut by the limit."""
    reasons = two_cut_short_texts.sound("/choices/*/finish_reason")
    return spent(said(two_cut_short_texts), reasons, "completions.usage.completion-counted")


@requirement(
    "completions.usage.every-choice",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    only=OURS,
    breaks="of many prompts in one request all but one are free in every report",
)
def test_every_choice_is_counted(two_cut_short_texts):
    """`completion_tokens` counts every choice: two that the limit cut have more than one alone may have."""
    assert spent_on_two(two_cut_short_texts) > FEW


def said_at_least(reply: Reply) -> int:
    """How many characters were said for certain: where the prompt is echoed, none."""
    return 0 if reply.request.get("echo") else sum(len(text.value) for text in reply.sound(TEXT))
