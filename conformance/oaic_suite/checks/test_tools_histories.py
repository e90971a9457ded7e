"""Going on after a call: results sent back, in every legal shape, and answered."""

from oaic_suite.located import failing
from oaic_suite.place import ABSENT
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import MUST, SHOULD

CHAT = "createChatCompletion"


def says_something(message):
    return any(message.get(name) not in (None, ABSENT, [], "") for name in ("content", "refusal", "tool_calls"))


@requirement(
    "tools.history.accepted",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="agents fail on their second request, in one framework or the other",
)
def test_calls_and_results_are_accepted_as_history(history):
    """Calls and their results are accepted as history in every legal shape."""
    assert history.outcome == 200


@requirement(
    "tools.round-trip.accepted",
    MUST,
    basis="sdk",
    on=CHAT,
    only=OURS,
    breaks="the way the official SDKs show to go on, appending the message and the results, is refused",
)
def test_results_may_follow_the_servers_own_calls(answered):
    """A message with calls may be sent back as it came, or with empty content, followed by the results."""
    assert answered.outcome == 200


@requirement(
    "tools.round-trip.answered",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=OURS,
    breaks="agents end with nothing to show for the work of their tools",
)
def test_results_are_answered(answered):
    """The answer to the results of tools says something, or calls again."""
    assert failing(answered.each("/choices/*/message"), says_something, "text, or calls") == []
