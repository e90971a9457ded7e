"""Members of a chat request that tune or label, and those that are null."""

from oaic_suite.checks.conversations import granted
from oaic_suite.conversation import conversation
from oaic_suite.located import failing
from oaic_suite.reply import Reply
from oaic_suite.requirement import OURS, requirement
from oaic_suite.verdict import INFO, MUST, SHOULD

CHAT = "createChatCompletion"
# Members that only tune or label; whatever comes of them, a server that has the API takes them.
TUNED = {
    "temperature": {"temperature": 0},
    "top-p": {"top_p": 0.5},
    "frequency-penalty": {"frequency_penalty": 0.5},
    "presence-penalty": {"presence_penalty": 0.5},
    "logit-bias": {"logit_bias": {}},
    "seed": {"seed": 7},
    "n": {"n": 1},
    "stream": {"stream": False},
    "logprobs": {"logprobs": False},
    "response-format": {"response_format": {"type": "text"}},
    "user": {"user": "ada"},
    "store": {"store": False},
    "metadata": {"metadata": {"purpose": "conformance"}},
    "service-tier": {"service_tier": "auto"},
    "name": {"messages": [{"role": "user", "name": "ada", "content": "Say hello."}]},
}
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


@conversation("reply", TUNED)
def tuned(target, bare, variant):
    bare.require_status()
    return target.chat(**variant)


@conversation("reply", NULLS)
def answer_to_null(target, bare, variant):
    bare.require_status()
    return granted(target.chat(**variant), variant.keys() & NULLABLE_FEATURES)


@conversation()
def seeded(target):
    target.capabilities.require("chat")
    target.capabilities.require("chat-seed")
    return [Reply(target.chat(seed=7)), Reply(target.chat(seed=7))]


# --- taken, and not in the way -----------------------------------------------------------------------


@requirement(
    "chat.options.accepted",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="clients that always send the member cannot talk to the server at all",
)
def test_members_that_tune_or_label_are_accepted(tuned):
    """Members that only tune or label the answer are accepted."""
    assert tuned.outcome == 200


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


def asks_for_a_tier(body):
    return body.get("service_tier") is not None


@requirement("chat.options.tier-told", INFO, basis="schema", on=CHAT, when=asks_for_a_tier)
def test_the_tier_that_served_is_told(tuned):
    """An answer to a request with a `service_tier` tells the `service_tier` that served it."""
    assert failing([tuned.found("service_tier")], lambda found: isinstance(found, str), "the name of a tier") == []


@requirement("chat.options.temperature-zero", INFO, basis="observed")
def test_at_temperature_zero_answers_repeat(recitals):
    """The same request at `temperature: 0` has the same text twice."""
    assert recitals[1].text == recitals[0].text


@requirement("chat.options.seed-repeats", INFO, basis="observed")
def test_with_one_seed_answers_repeat(seeded):
    """The same request with the same `seed` has the same text twice."""
    assert seeded[1].text == seeded[0].text
