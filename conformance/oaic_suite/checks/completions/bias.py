"""A legacy completion whose tokens are chosen for the model."""

from oaic_suite.checks.chat.conversations import TOKEN, granted
from oaic_suite.checks.completions.surface import COMPLETION
from oaic_suite.evidence.located import Located, unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import SHOULD

ENOUGH = 6  # tokens to tell one token over and over from a sentence
FORCED = {"logit_bias": {TOKEN: 100}}


@conversation("reply")
def biased_completion(target, bare_completion):
    """A short answer of one token only, whatever that token is."""
    bare_completion.require_status()
    target.capabilities.require("completions-logprobs")
    return granted(target.ask(COMPLETION, **FORCED, logprobs=1, max_tokens=ENOUGH), FORCED)


@requirement(
    "completions.bias.alone",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    only=OURS,
    breaks="programs that force the answer to be one of a few tokens get any other, and fail to read it",
    shows="logit_bias",
)
def test_a_token_that_is_forced_is_the_only_one(biased_completion):
    """A token whose `logit_bias` is 100 is the only one that comes."""
    first, *rest = tokens(biased_completion)
    assert unlike(rest, (), first.value) == []


def tokens(reply: Reply) -> list[Located]:
    found = reply.sound("/choices/0/logprobs/tokens/*")
    if len(found) < ENOUGH / 2:
        raise NotEstablished(f"an answer of {len(found)} tokens does not tell")
    return found
