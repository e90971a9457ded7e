"""Tokens as numbers, whichever dialect they come in, and the text they stand for."""

from __future__ import annotations

from typing import Any

from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

SPECIAL = 2  # tokens that a model has put before a prompt and behind it, which only some servers count
NAMES = ("prompt", "content", "text")  # of the text that tokens stand for


def ids(tokenized: Reply) -> list[int]:
    """The ids of the tokens; there is at least one."""
    tokenized.require_sound("/tokens/**")
    told = [token.value for token in tokenized.each("/tokens/*")]
    found = [token["id"] if isinstance(token, dict) else token for token in told]
    if not found:
        raise NotEstablished("there are no tokens", tokenized.owner("/tokens"))
    return found


def count(tokenized: Reply) -> int:
    return len(tokenized.sound("/tokens")[0].value)


def miscounted(tokenized: Reply) -> list[Finding]:
    """A count that is told and is not that of the tokens."""
    tokenized.given("/count")
    there = count(tokenized)
    return failing(tokenized.sound("/count"), lambda told: told == there, f"{there}, as there are tokens")


def text(put_together: Reply) -> Located:
    """The text under the name that it has here."""
    name = next((name for name in NAMES if isinstance(put_together.get(name), str)), None)
    if name is None:
        raise NotEstablished("there is no text", put_together.owner(""))
    return put_together.found(name)


def changed(put_together: Reply, tokenized: Reply) -> list[Finding]:
    """A text that is not the one which was taken apart; tokenizers may put a space before it."""
    asked: Any = tokenized.request.get(NAMES[0])
    found = text(put_together)
    return [] if found.value.strip() == asked.strip() else [found.finding(repr(asked))]


def differing(tokenized: Reply, answered: Reply) -> list[Finding]:
    """How many tokens a prompt has by itself, where an answer to it is charged for another number."""
    charged = answered.prompt_tokens
    if charged < 1:
        raise NotEstablished("the usage of the answer counts no prompt")
    found = count(tokenized)
    if found <= charged <= found + SPECIAL:
        return []
    return [Finding(tokenized.place("/tokens"), f"{charged} tokens, as the answer's usage has it", f"{found}")]
