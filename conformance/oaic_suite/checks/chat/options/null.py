"""Members that are null, and mean what absence means."""

from oaic_suite.asking.survey.capability import declines
from oaic_suite.asking.target import LIMIT
from oaic_suite.checks.chat.conversations import granted
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.chat.surface import LIMITS as LIMIT_NAMES
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST

NULLABLE = (
    *("frequency_penalty", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "metadata", "n"),
    *("presence_penalty", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature"),
    *("top_logprobs", "top_p"),
)
# Members of features that a server may do without, and then refuse in any form.
NULLABLE_FEATURES = (
    *("audio", "modalities", "moderation", "prediction", "prompt_cache_key", "prompt_cache_retention"),
    *("reasoning_effort", "safety_identifier", "verbosity"),
)
NULLS = {name.replace("_", "-"): {name: None} for name in (*NULLABLE, *NULLABLE_FEATURES)}
OTHER_LIMIT = dict(zip(LIMIT_NAMES, reversed(LIMIT_NAMES), strict=True))


@conversation("reply", NULLS, last=[name.replace("_", "-") for name in LIMIT_NAMES])
def answer_to_null(target, bare, variant):
    """Members that are null; a limit of tokens has the other beside it, so that there is one."""
    bare.require_status()
    beside = other_limit(target, variant)
    exchange = target.ask(CHAT, **variant, **beside)
    if declines(exchange, beside) and not declines(exchange, variant):
        raise NotEstablished("the limit beside it is refused", "chat.options.max-completion-tokens")
    return granted(exchange, variant.keys() & NULLABLE_FEATURES)


def other_limit(target, members):
    """The other spelling of a limit that is null, where the model takes it."""
    others = {OTHER_LIMIT[name]: LIMIT for name in members if name in OTHER_LIMIT}
    if target.limit_name != LIMIT_NAMES[0] and LIMIT_NAMES[0] in others:
        raise NotApplicable(f"the model takes {target.limit_name} only: without it there is no limit")
    return others


@requirement(
    "chat.options.null",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that write out every member, null where nothing is meant, are refused",
)
def test_null_is_accepted(answer_to_null):
    """An optional member that may be null is accepted as null."""
    assert answer_to_null.outcome == 200


@requirement(
    "chat.options.null-is-absent",
    MUST,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that write out every member get another answer than those that leave it out",
)
def test_null_means_what_absence_means(answer_to_null):
    """An optional member that is null asks for nothing: there is one choice, as without it."""
    assert len(answer_to_null.array("choices")) == 1
