"""A conversation, compressed."""

from oaic_suite.checks.responses.surface import COMPACT, CREATE
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST

TURNS = [
    {"role": "user", "content": "My name is Ada."},
    {"role": "assistant", "content": "Good to know, Ada."},
]
GO_ON = {"role": "user", "content": "Say hello."}


@conversation("reply")
def compacted(target):
    """What stands for two turns."""
    target.capabilities.require("responses-compaction")
    return target.ask(COMPACT, input=TURNS)


@conversation("reply")
def response_after_compaction(target, compacted):
    """A response that goes on with what stands for them."""
    compacted.require_sound("/output", "/output/**")
    return target.ask(CREATE, input=[*compacted.at("output"), GO_ON])


@requirement(
    "responses.compaction.status",
    MUST,
    basis="schema",
    on=COMPACT,
    owns="@outcome",
    breaks="agents whose context is full cannot go on",
)
def test_a_conversation_is_compacted(compacted):
    """A conversation is compacted with status 200."""
    assert compacted.outcome == 200


@requirement(
    "responses.compaction.schema",
    MUST,
    basis="schema",
    on=COMPACT,
    breaks="typed clients fail to decode what stands for the conversation",
)
def test_what_is_compacted_keeps_the_contract(compacted):
    """What stands for a conversation keeps the contract: `id`, `object`, `created_at`, `output` and `usage`."""
    assert compacted.residue() == []


@requirement(
    "responses.compaction.taken-back",
    MUST,
    basis="schema",
    on=CREATE,
    only=OURS,
    breaks="agents that have compacted a conversation cannot go on with it",
)
def test_what_is_compacted_is_taken_back(response_after_compaction):
    """The `output` that stands for a conversation is taken as input, as it came."""
    assert response_after_compaction.outcome == 200
