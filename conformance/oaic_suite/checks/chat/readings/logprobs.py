"""The log probabilities of an answer, entry by entry, beside its text."""

from collections.abc import Mapping
from typing import Any

from oaic_suite.checks.chat.readings.spelling import spelling
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

ENTRY = "/choices/*/logprobs/content/*"


def asks_logprobs(body: Mapping[str, Any]) -> bool:
    return body.get("logprobs") is True


def asks_no_logprobs(body: Mapping[str, Any]) -> bool:
    return not asks_logprobs(body)


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


def misspelt(reply: Reply) -> list[Finding]:
    """The choices whose tokens do not spell their text."""
    reply.sound(f"{ENTRY}/token")
    pairs = [
        (choice.get("message", "content"), choice.below("logprobs", "content")) for choice in choices_with_text(reply)
    ]
    return [
        Finding(tokens.place, repr(text), repr(spelt))
        for text, tokens in pairs
        if (spelt := spelling(tokens.value)) != text
    ]
