"""The log probabilities of an answer, entry by entry, beside its text."""

from collections.abc import Iterable, Mapping
from typing import Any

from oaic_suite.checks.chat.readings.spelling import REPLACEMENT, names_its_bytes, spelling
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

ENTRY = "/choices/*/logprobs/content/*"
ROUNDING = 0.01
NOISE = 1e-3  # above zero: the service itself was recorded to send 2^-15 for a token it was sure of
AT_MOST_CERTAIN = f"at most 0, or {NOISE} where a sum was rounded"


def asks_logprobs(body: Mapping[str, Any]) -> bool:
    return body.get("logprobs") is True


def asks_alternatives(body: Mapping[str, Any]) -> bool:
    return asks_logprobs(body) and (body.get("top_logprobs") or 0) > 0


def asks_no_logprobs(body: Mapping[str, Any]) -> bool:
    return not asks_logprobs(body)


def is_at_most_certain(logprob: float) -> bool:
    """Whether a number may be the logarithm of a probability, as computers add them up."""
    return logprob <= NOISE


def choices_with_text(reply: Reply) -> list[Located]:
    """The choices with text; there is at least one."""
    reply.sound("/choices/*/message/content")
    found = [choice for choice in reply.each("/choices/*") if choice.get("message", "content")]
    if not found:
        raise NotEstablished("no choice has text")
    return found


def tokens(reply: Reply) -> list[Located]:
    """Where the tokens of each choice with text should be."""
    return [choice.below("logprobs", "content") for choice in choices_with_text(reply)]


def unfilled(listed: list[Located], wanted: int) -> list[Finding]:
    """The longest list of alternatives, where even that is shorter than was asked for: single ones may be."""
    longest = max(listed, key=lambda found: len(found.value))
    found = f"{len(longest.value)} at most, with any token"
    return [] if len(longest.value) >= wanted else [Finding(longest.place, f"{wanted} alternatives", found)]


def falls(top: list[Mapping[str, Any]]) -> bool:
    """Whether alternatives stand in falling order of what they are likely to be."""
    odds = [alternative["logprob"] for alternative in top]
    return odds == sorted(odds, reverse=True)


def passed_over(answer: Reply | Stream) -> list[Finding]:
    """The tokens that are likelier than one of their alternatives, and not among them."""
    answer.require_sound(f"{ENTRY}/**")
    return failing(
        answer.each(ENTRY), stands_among_the_likeliest, "the token among its alternatives: it is likelier than one"
    )


def stands_among_the_likeliest(entry: Mapping[str, Any]) -> bool:
    """Whether a token has its place among its alternatives, or is less likely than each of them."""
    top = entry["top_logprobs"]
    named = any(alternative["token"] == entry["token"] for alternative in top)
    return named or all(entry["logprob"] <= alternative["logprob"] + ROUNDING for alternative in top)


def other_bytes(answer: Reply | Stream) -> list[Finding]:
    """The tokens and alternatives whose bytes are those of something else."""
    answer.require_sound(f"{ENTRY}/**")
    tokens = answer.each(ENTRY) + answer.wherever(f"{ENTRY}/top_logprobs/*")
    return [
        entry.below("bytes").finding(f"{[*entry.get('token').encode('utf-8', 'replace')]}, or null")
        for entry in tokens
        if not names_its_bytes(entry.value)
    ]


def require_spelt(tokens: Iterable[Mapping[str, Any]]) -> None:
    """That no token is a part of a character that nothing else tells of."""
    if any(REPLACEMENT in str(token["token"]) and token.get("bytes") is None for token in tokens):
        raise NotEstablished("a character was cut in two, and its bytes are not told")


def spelt(reply: Reply) -> list[tuple[str, Located, str]]:
    """The text of each choice, its tokens, and what they spell."""
    reply.sound(f"{ENTRY}/token")
    measured = [
        (choice.get("message", "content"), choice.below("logprobs", "content")) for choice in choices_with_text(reply)
    ]
    for _, tokens in measured:
        require_spelt(tokens.value)
    return [(text, tokens, spelling(tokens.value)) for text, tokens in measured]


def misspelt(reply: Reply) -> list[Finding]:
    """The choices whose tokens do not spell their text."""
    return [Finding(tokens.place, repr(text), repr(told)) for text, tokens, told in spelt(reply) if told != text]


def spelt_before(reply: Reply) -> list[Finding]:
    """The choices whose tokens spell something else before their text."""
    found = [(text, tokens, told) for text, tokens, told in spelt(reply) if told != text and told.endswith(text)]
    return [Finding(tokens.place, repr(text), repr(told)) for text, tokens, told in found]
