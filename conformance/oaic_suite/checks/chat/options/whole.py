"""Members that tune or label an answer, seeds, and tokens that are forced."""

from oaic_suite.checks.chat.conversations import TOKEN, TUNED, granted
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import Located, failing, unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import INFO, MUST, SHOULD

TAKEN = TUNED | {
    "n": {"n": 1},
    "logprobs": {"logprobs": False},
    "response-format": {"response_format": {"type": "text"}},
    "store": {"store": False},
    "metadata": {"metadata": {"purpose": "conformance"}},
    "service-tier": {"service_tier": "auto"},
    "name": {"messages": [{"role": "user", "name": "ada", "content": "Say hello."}]},
}


@conversation("reply", TAKEN)
def tuned(target, bare, variant):
    bare.require_status()
    return target.ask(CHAT, **variant)


@conversation()
def seeded(target):
    """The same request with one seed twice, and with another."""
    target.capabilities.require("chat")
    target.capabilities.require("chat-seed")
    return [Reply(target.ask(CHAT, seed=seed)) for seed in (7, 7, 8)]


ENOUGH = 6  # tokens to tell one token over and over from a sentence
FORCED = {"logit_bias": {TOKEN: 100}}


@conversation("reply")
def biased(target, bare):
    """A short answer of one token only, whatever that token is."""
    bare.require_status()
    target.capabilities.require("chat-logprobs")
    return granted(target.ask(CHAT, **FORCED, logprobs=True, **{target.limit_name: ENOUGH}), FORCED)


@requirement(
    "chat.options.max-completion-tokens",
    MUST,
    basis="schema",
    on=CHAT,
    only="max-completion-tokens",
    breaks="clients written since `max_tokens` was deprecated fail on the first request",
)
def test_the_newer_spelling_of_the_limit_is_accepted(limited):
    """A limit given as `max_completion_tokens` is accepted."""
    assert limited.outcome == 200


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


def asks_for_a_tier(body):
    return body.get("service_tier") is not None


@requirement("chat.options.tier-told", INFO, basis="schema", on=CHAT, when=asks_for_a_tier, shows="service_tier")
def test_the_tier_that_served_is_told(tuned):
    """An answer to a request with a `service_tier` tells the `service_tier` that served it."""
    assert failing([tuned.found("service_tier")], lambda found: isinstance(found, str), "the name of a tier") == []


@requirement("chat.options.temperature-zero", INFO, basis="observed")
def test_at_temperature_zero_answers_repeat(predictable_replies):
    """The same request at `temperature: 0` has the same text twice."""
    assert predictable_replies[1].text == predictable_replies[0].text


@requirement("chat.options.seed-repeats", INFO, basis="observed", shows="seed")
def test_with_one_seed_answers_repeat(seeded):
    """The same request with the same `seed` has the same text twice, where another seed changes it."""
    assert seeded[1].text == moved(seeded)


def moved(seeded: list[Reply]) -> str:
    """The text that came with the first seed; with another there came another."""
    first, _, other = seeded
    if first.text == other.text:
        raise NotEstablished("another seed has the same text: it may be that none is read")
    return first.text


@requirement(
    "chat.options.bias",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="programs that force the answer to be one of a few tokens get any other, and fail to read it",
    shows="logit_bias",
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
