"""How likely each token of an answer was, for those who asked."""

import math

from oaic_suite.checks.chat.readings.logprobs import (
    AT_MOST_CERTAIN,
    ENTRY,
    ROUNDING,
    asks_alternatives,
    asks_logprobs,
    asks_no_logprobs,
    falls,
    is_at_most_certain,
    misspelt,
    other_bytes,
    passed_over,
    tokens,
    unfilled,
)
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.evidence.located import Located, failing, unlike
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

TOP = f"{ENTRY}/top_logprobs"
ENTRIES = (ENTRY, f"{ENTRY}/token", f"{ENTRY}/logprob", TOP)
ALTERNATIVES = (f"{TOP}/*", f"{TOP}/*/token", f"{TOP}/*/logprob")
BYTES = (f"{ENTRY}/bytes", f"{TOP}/*/bytes")


@requirement(
    "chat.logprobs.present",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    owns=("/choices/*/logprobs", "/choices/*/logprobs/content"),
    breaks="evaluations read `logprobs.content` and find null, as with the shape of legacy completions",
    shows="logprobs",
)
def test_logprobs_are_given(reply):
    """A choice with text has `logprobs.content`, an array that is not empty, when `logprobs` is true."""
    assert failing(tokens(reply), lambda found: isinstance(found, list) and found != [], "an array of tokens") == []


@requirement(
    "chat.logprobs.unasked",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_no_logprobs,
    breaks="answers grow many times over for clients that did not ask",
)
def test_logprobs_are_not_given_unasked(reply):
    """A choice's `logprobs` is null, or not there, when `logprobs` is not asked for."""
    assert unlike(reply.each("/choices/*"), ("logprobs",), None, ABSENT) == []


@requirement(
    "chat.logprobs.refusal",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    owns=("/choices/*/logprobs/refusal", "/choices/*/logprobs/refusal/**"),
    breaks="strictly typed clients whose field is required fail to decode the choice",
)
def test_logprobs_have_a_refusal(reply):
    """A choice's `logprobs` has a `refusal` that is null or an array of tokens."""
    assert reply.problems("/choices/*/logprobs/refusal", "/choices/*/logprobs/refusal/**") == []


@requirement(
    "chat.logprobs.entries",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    owns=ENTRIES,
    breaks="typed clients whose fields are required fail to decode the answer",
)
def test_every_token_has_its_entry(reply):
    """Every entry has a `token`, a `logprob` and an array of `top_logprobs`."""
    assert reply.problems(*ENTRIES) == []


@requirement(
    "chat.logprobs.alternatives",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_alternatives,
    owns=ALTERNATIVES,
    breaks="typed clients whose fields are required fail to decode the answer",
)
def test_every_alternative_has_its_entry(reply):
    """Every alternative has a `token` and a `logprob`."""
    assert reply.problems(*ALTERNATIVES) == []


@requirement(
    "chat.logprobs.bytes",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_alternatives,
    owns=BYTES,
    breaks="characters that span tokens, such as emoji, cannot be put together again",
)
def test_every_token_has_its_bytes(reply):
    """Every entry and every alternative has `bytes`, an array of integers or null."""
    assert reply.problems(*BYTES) == []


@requirement(
    "chat.logprobs.bytes-of-token",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    breaks="who puts characters together by their bytes gets others: every language but English is garbled",
)
def test_bytes_are_those_of_the_token(reply):
    """The `bytes` of a token, where they are told, are its UTF-8; of a part of a character they are that part."""
    assert other_bytes(reply) == []


@requirement(
    "chat.logprobs.not-positive",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    breaks="perplexities and confidences come out wrong: these are probabilities, or not logarithms at all",
)
def test_no_logprob_is_positive(reply):
    """No log probability is above zero, but for a thousandth by rounding."""
    assert failing(logprobs(reply), is_at_most_certain, AT_MOST_CERTAIN) == []


@requirement(
    "chat.logprobs.tokens-spell-the-text",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_logprobs,
    breaks="confidences are shown beside the wrong words",
)
def test_tokens_spell_the_text(reply):
    """The tokens of a choice, put together, are its text."""
    assert misspelt(reply) == []


@requirement(
    "chat.logprobs.top-count",
    MUST,
    basis="schema",
    on=CHAT,
    when=asks_logprobs,
    breaks="clients that lay out as many alternatives as they asked for overflow",
)
def test_there_are_no_more_alternatives_than_asked_for(reply):
    """No token has more alternatives than `top_logprobs` asks for, none when it is not given."""
    most = reply.request.get("top_logprobs") or 0
    assert failing(reply.sound(TOP), lambda found: len(found) <= most, f"at most {most} alternatives") == []


@requirement(
    "chat.logprobs.top-given",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_alternatives,
    breaks="classifiers that weigh the alternatives of the first token find none",
    shows="top_logprobs",
)
def test_alternatives_are_given(reply):
    """Every token has an alternative when `top_logprobs` asks for some."""
    assert failing(reply.sound(TOP), lambda found: found != [], "an alternative") == []


@requirement(
    "chat.logprobs.top-sum",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_alternatives,
    breaks="classifiers that weigh the alternatives get more than certainty: the logarithm is not the natural one",
)
def test_alternatives_are_no_more_than_certain(reply):
    """The probabilities of a token's alternatives add up to one at most."""
    assert (
        failing(alternatives(reply), lambda top: certainty(top) <= 1 + ROUNDING, "probabilities up to 1 in all") == []
    )


@requirement(
    "chat.logprobs.top-filled",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_alternatives,
    breaks="classifiers that weigh the alternatives miss the label they look for: the server gives fewer",
)
def test_as_many_alternatives_are_given_as_asked_for(reply):
    """Some token has as many alternatives as `top_logprobs` asks for."""
    assert unfilled(reply.sound(TOP), reply.request.get("top_logprobs")) == []


@requirement(
    "chat.logprobs.top-falling",
    SHOULD,
    basis="observed",
    on=CHAT,
    when=asks_alternatives,
    breaks="programs that take the first alternative for the likeliest take another",
)
def test_alternatives_fall(reply):
    """The alternatives of a token stand in falling order of their log probabilities."""
    reply.sound(f"{TOP}/*/logprob")
    assert failing(reply.sound(TOP), falls, "log probabilities in falling order") == []


@requirement(
    "chat.logprobs.top-likeliest",
    SHOULD,
    basis="schema",
    on=CHAT,
    when=asks_alternatives,
    breaks="classifiers that weigh the alternatives of a token weigh those of another",
)
def test_a_likely_token_is_among_its_alternatives(reply):
    """A token that is likelier than one of its alternatives is among them: they are the likeliest."""
    assert passed_over(reply) == []


def logprobs(reply: Reply) -> list[Located]:
    """Every log probability, of tokens and alternatives."""
    reply.sound(f"{ENTRY}/logprob")
    return [found for found in reply.wherever(f"{ENTRY}/logprob", f"{TOP}/*/logprob") if is_number(found.value)]


def is_number(value: object) -> bool:
    return isinstance(value, int | float)


def alternatives(reply: Reply) -> list[Located]:
    """The alternatives of each token, where they are logarithms at all."""
    reply.sound(f"{TOP}/*/logprob")
    if not all(is_at_most_certain(found.value) for found in logprobs(reply)):
        raise NotEstablished("a log probability is above zero", "chat.logprobs.not-positive")
    return reply.sound(TOP)


def certainty(top: list[dict[str, float]]) -> float:
    return sum(math.exp(alternative["logprob"]) for alternative in top)


MOST_AND_LEAST = {"none": {"top_logprobs": 0}, "twenty": {"top_logprobs": 20}}


@conversation("reply", MOST_AND_LEAST)
def with_top_logprobs(target, bare, variant):
    bare.require_status()
    target.capabilities.require("chat-logprobs")
    return target.ask(CHAT, logprobs=True, **variant)


@requirement(
    "chat.logprobs.top-range",
    SHOULD,
    basis="schema",
    on=CHAT,
    only=OURS,
    breaks="classifiers that weigh as many alternatives as the API has, or none, are refused",
)
def test_alternatives_may_be_none_or_twenty(with_top_logprobs):
    """A `top_logprobs` of 0 is accepted, and one of 20."""
    assert with_top_logprobs.outcome == 200
