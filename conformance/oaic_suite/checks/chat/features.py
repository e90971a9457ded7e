"""Options of a chat that shape the choice of words: bias, forced tokens, and the newest members."""

from oaic_suite.checks.chat.conversations import TOKEN, granted
from oaic_suite.checks.chat.readings.usage import beyond
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import failing
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, SHOULD

# Each member with a value that every server with the feature takes.
FEATURES = {
    "reasoning-effort": {"reasoning_effort": "low"},
    "verbosity": {"verbosity": "medium"},
    "prediction": {"prediction": {"type": "content", "content": "Hello."}},
    "web-search": {"web_search_options": {}},
    "logit-bias": {"logit_bias": {TOKEN: 1}},
    "safety-identifier": {"safety_identifier": "ada"},
    "prompt-cache-key": {"prompt_cache_key": "greetings"},
    "prompt-cache-options": {"prompt_cache_options": {"mode": "implicit"}},
    "prompt-cache-retention": {"prompt_cache_retention": "in_memory"},
}


@conversation("reply", FEATURES)
def featured(target, bare, variant):
    bare.require_status()
    return granted(target.ask(CHAT, **variant), variant)


@requirement(
    "chat.features.granted",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that ask for a feature cannot tell a server without it from one that is broken",
)
def test_a_feature_is_granted_or_refused_by_name(featured):
    """A member for a feature the server may lack is accepted, where it is not refused with a 4xx that names it."""
    assert featured.outcome == 200


@requirement("chat.features.prediction-counted", INFO, basis="observed", on=CHAT, only="prediction", shows="prediction")
def test_a_prediction_is_told_from_what_was_said(featured):
    """The usage of an answer to a `prediction` tells how many of its tokens were accepted."""
    details = featured.found("usage").below("completion_tokens_details", "accepted_prediction_tokens")
    assert failing([details], lambda found: isinstance(found, int), "a number of tokens") == []


@requirement(
    "chat.features.counted",
    SHOULD,
    basis="observed",
    on=CHAT,
    only=("reasoning-effort", "prediction"),
    breaks="what was thought, or predicted in vain, is missing from the bill and from every budget",
)
def test_what_is_not_said_is_counted_too(featured):
    """The `completion_tokens` of an answer include those that were thought, and those of a prediction."""
    assert beyond(featured, "completion_tokens") == []
