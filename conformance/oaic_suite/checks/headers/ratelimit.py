"""What a server tells of its limits, where it tells of any: how much is left, and when it is whole again."""

import re

from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.headers.readings import matches, present
from oaic_suite.evidence.located import failing, repeated
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, SHOULD

LIMIT, REMAINING, RESET = "x-ratelimit-limit-", "x-ratelimit-remaining-", "x-ratelimit-reset-"
TOKENS_LEFT = f"{REMAINING}tokens"
NUMBER = r"-1|\d+"  # -1 is how gateways say that they do not know
COSTLY = "Say hello." + " This sentence is here to be counted." * 40


@conversation()
def spending(target, bare):
    """What is left of the tokens after a plain request, and after one that costs several hundred more."""
    before = present(bare, TOKENS_LEFT)
    costly = Reply(target.ask(CHAT, messages=[{"role": "user", "content": COSTLY}]))
    return [*before, *present(costly, TOKENS_LEFT)]


def is_duration(found):
    """Whether a value reads as Go writes durations: `12ms`, `0s`, `1.2s`, `6m0s`, `1h2m3.4s`."""
    return found != "" and re.fullmatch(r"(\d+h)?(\d+m)?(\d+(\.\d+)?(s|ms|us|µs|ns))?", found) is not None


def above_their_limit(view):
    """What is left beyond what there was; a limit that is no number, or none, bounds nothing."""
    limits = {each.place.header.removeprefix(LIMIT): each.value for each in view.headers(f"{LIMIT}*")}
    return [
        left.finding(f"at most {limit}, the limit")
        for left in present(view, f"{REMAINING}*")
        for limit in [limits.get(left.place.header.removeprefix(REMAINING), "")]
        if limit.isdecimal() and left.value.isdecimal() and int(left.value) > int(limit) > 0
    ]


@requirement(
    "headers.ratelimit.counts",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="clients that pace themselves fail to read how much is left",
)
def test_counts_of_what_is_left_are_integers(reply):
    """The headers `x-ratelimit-limit-*` and `x-ratelimit-remaining-*`, where they are sent, are integers from -1 on."""
    assert failing(present(reply, f"{LIMIT}*", f"{REMAINING}*"), matches(NUMBER), "an integer, -1 or more") == []


@requirement(
    "headers.ratelimit.within",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="clients that pace themselves take one counter for the other, and send more than is let through",
    fix="Count requests and tokens apart, and tell what is left of each under its own name.",
)
def test_no_more_is_left_than_there_was(reply):
    """No `x-ratelimit-remaining-*` is above the `x-ratelimit-limit-*` beside it."""
    assert above_their_limit(reply) == []


@requirement(
    "headers.ratelimit.resets",
    SHOULD,
    basis="observed",
    only=OURS,
    breaks="clients that wait for the next window wait too long, or not at all",
)
def test_resets_are_durations(reply):
    """The headers `x-ratelimit-reset-*`, where they are sent, are durations such as `12ms`, `1.2s` or `6m0s`."""
    assert failing(present(reply, f"{RESET}*"), is_duration, "a duration such as 12ms or 6m0s") == []


# A note: others may use the same key at the same time, and gateways count late.
@requirement("headers.ratelimit.moves", INFO, basis="taste")
def test_what_is_left_moves(spending):
    """The count of tokens left, where it is sent, is another after a request that costs several hundred more."""
    assert repeated(spending, "another count after each request") == []
