"""JSON Pointers (RFC 6901) and the dotted paths OpenAI writes in `param`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

Token = str | int
NUMERAL = re.compile(r"\+?[0-9]+")


def pointer(tokens: Iterable[Token]) -> str:
    return "".join([f"/{escaped(token)}" for token in tokens])


def steps(text: str) -> list[str]:
    """The tokens of a pointer, or of a fragment that holds one."""
    return [unescaped(token) for token in text.split("/")[1:]]


def escaped(token: Token) -> str:
    text = str(token)
    return text if text.isalnum() else text.replace("~", "~0").replace("/", "~1")


def unescaped(token: str) -> str:
    # RFC 6901 §4: ~1 first, so that ~01 becomes ~1 and not a slash.
    return token.replace("~1", "/").replace("~0", "~")


def dotted(tokens: Sequence[Token]) -> str:
    """`messages[0].content`"""
    return "".join(f"[{token}]" if isinstance(token, int) else f".{token}" for token in tokens).lstrip(".")


def resolve(document: Any, text: str) -> Any:
    """The node `text` points at; an IndexError, KeyError or ValueError when there is none."""
    return at(document, steps(text))


def at(document: Any, tokens: Iterable[Token]) -> Any:
    node = document
    for token in tokens:
        node = node[int(token)] if isinstance(node, list) else node[token]
    return node


def tokens_in(value: Any, place: Iterable[Token]) -> list[Token]:
    """The place in the value's own terms: an index is a number, a key a string, though both be digits."""
    tokens: list[Token] = []
    for token in place:
        tokens.append(int(token) if isinstance(value, list) else key(value, token))
        value = child(value, tokens[-1])
    return tokens


def key(value: Any, token: Token) -> str:
    """The member a token names: a validator reads `007` as a number, and its zeros are lost."""
    if not isinstance(value, dict) or not isinstance(token, int) or str(token) in value:
        return str(token)
    alike = (name for name in value if NUMERAL.fullmatch(name) and int(name) == token)
    return next(alike, str(token))


def child(value: Any, token: Any) -> Any:
    try:
        return value[token]
    except (LookupError, TypeError):
        return None
