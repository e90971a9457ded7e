"""Who speaks in a stream: said once, and first."""

from oaic_suite.checks.chat.readings.choices import first_roles, late_roles, repeated_roles, text_only
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "chat.stream.role-value",
    MUST,
    basis="schema",
    on=CHAT,
    owns="/choices/*/delta/role",
    breaks="clients with a closed set of roles reject the chunk",
)
def test_a_role_is_a_role(stream):
    """A delta's `role`, where there is one, is a role the contract knows."""
    assert stream.problems("/choices/*/delta/role") == []


@requirement(
    "chat.stream.role",
    MUST,
    basis="sdk",
    on=CHAT,
    owns="@role",
    breaks="the official Node SDK's stream helper raises `missing role for choice 0`",
)
def test_every_choice_is_the_assistants(stream):
    """Every choice is given the role `assistant`."""
    assert unlike(first_roles(stream), (), "assistant") == []


@requirement(
    "chat.stream.role-first",
    SHOULD,
    basis="observed",
    on=CHAT,
    breaks="clients that open a message when they meet its role drop the text before it",
)
def test_the_first_delta_has_the_role(stream):
    """The first delta of a choice is the one with its role."""
    assert late_roles(stream) == []


@requirement(
    "chat.stream.role-once",
    MUST,
    basis="sdk",
    on=CHAT,
    when=text_only,
    breaks="the official Python SDK's stream helper appends roles: `assistantassistant`",
)
def test_the_role_is_said_once(stream):
    """Only one delta of a choice has its role."""
    assert repeated_roles(stream) == []
