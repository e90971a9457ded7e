"""What embeddings cost."""

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.usage import count
from oaic_suite.checks.embeddings.readings import COUNTS, as_ids
from oaic_suite.checks.embeddings.surface import EMBEDDINGS
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "embeddings.usage.counts",
    MUST,
    basis="schema",
    on=EMBEDDINGS,
    owns=("/usage", *COUNTS),
    breaks="typed clients whose counts are required integers fail to decode the answer",
)
def test_the_answer_says_what_it_cost(embedding):
    """An answer has a `usage` with `prompt_tokens` and `total_tokens`, both integers."""
    assert embedding.problems("/usage", *COUNTS) == []


@requirement(
    "embeddings.usage.total",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    breaks="cost reports that read the total disagree with those that read the prompt's",
)
def test_the_total_is_the_prompt(embedding):
    """`total_tokens` is `prompt_tokens`: nothing else costs."""
    assert count(embedding, "total_tokens") == count(embedding, "prompt_tokens")


@requirement(
    "embeddings.usage.counted",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    breaks="indexing a library costs nothing in every report",
)
def test_inputs_have_tokens(embedding):
    """`prompt_tokens` is more than zero."""
    assert count(embedding, "prompt_tokens") > 0


@requirement(
    "embeddings.usage.tokens",
    SHOULD,
    basis="observed",
    on=EMBEDDINGS,
    when=as_ids,
    breaks="programs that count their tokens beforehand find others counted, or embedded",
)
def test_every_token_counts(embedding):
    """`prompt_tokens` is at least the number of token ids in `input`."""
    assert count(embedding, "prompt_tokens") >= prompts.tokens_sent(embedding.request.get("input"))
