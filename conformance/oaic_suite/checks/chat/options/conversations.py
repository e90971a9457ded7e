"""Answers that their limit cuts, by either spelling of it."""

from oaic_suite.checks.chat.conversations import LONG_ANSWER
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation

LIMITS = {"max-tokens": {"max_tokens": 5}, "max-completion-tokens": {"max_completion_tokens": 5}}


@conversation("reply", LIMITS)
def limited(target, bare, variant):
    """A long answer, cut short by either spelling of the limit."""
    bare.require_status()
    if "max_tokens" in variant and target.limit_name != "max_tokens":
        raise NotApplicable(f"the model takes {target.limit_name} only")
    return target.ask(CHAT, messages=[LONG_ANSWER], **variant)
