"""Features of a chat that a server may do without, as long as it says so; what is granted has its effect."""

from oaic_suite.checks.conversations import granted
from oaic_suite.checks.usage import beyond
from oaic_suite.conversation import conversation
from oaic_suite.located import Located, failing, unlike
from oaic_suite.reply import Reply
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import INFO, SHOULD, NotEstablished

CHAT = "createChatCompletion"
TOKEN = "5000"  # an ordinary piece of text in the vocabularies in use, whatever it spells
ENOUGH = 6  # tokens to tell one token over and over from a sentence
FORCED = {"logit_bias": {TOKEN: 100}}
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
MOST_AND_LEAST = {"none": {"top_logprobs": 0}, "twenty": {"top_logprobs": 20}}


@conversation("reply", FEATURES)
def featured(target, bare, variant):
    bare.require_status()
    return granted(target.chat(**variant), variant)


@conversation("reply")
def biased(target, bare):
    """A short answer of one token only, whatever that token is."""
    bare.require_status()
    target.capabilities.require("chat-logprobs")
    return granted(target.chat(**FORCED, logprobs=True, **{target.limit_name: ENOUGH}), FORCED)


@conversation("reply", MOST_AND_LEAST)
def ranked(target, bare, variant):
    bare.require_status()
    target.capabilities.require("chat-logprobs")
    return target.chat(logprobs=True, **variant)


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


@requirement("chat.features.prediction-counted", INFO, basis="observed", on=CHAT, only="prediction")
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


@requirement(
    "chat.logprobs.top-range",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="classifiers that weigh as many alternatives as the API has, or none, are refused",
)
def test_alternatives_may_be_none_or_twenty(ranked):
    """A `top_logprobs` of 0 is accepted, and one of 20."""
    assert ranked.outcome == 200


@requirement(
    "chat.options.bias",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="programs that force the answer to be one of a few tokens get any other, and fail to read it",
)
def test_a_token_that_is_forced_is_the_only_one(biased):
    """A token whose `logit_bias` is 100 is the only one that comes."""
    first, *rest = tokens(biased)
    assert unlike(rest, (), first.value) == []


def tokens(reply: Reply) -> list[Located]:
    found = reply.sound("/choices/0/logprobs/content/*/token")
    if len(found) < ENOUGH / 2:
        raise NotEstablished(f"an answer of {len(found)} tokens does not tell")
    return found
