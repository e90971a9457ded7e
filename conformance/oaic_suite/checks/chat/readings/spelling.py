"""The text that tokens with logprobs stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

PART = re.compile(r"bytes:((?:\\x[0-9a-f]{2})+)")  # how a token that is no whole character is spelled
REPLACEMENT = "\ufffd"


def spelling(tokens: Iterable[Mapping[str, Any]]) -> str:
    return b"".join(map(octets, tokens)).decode("utf-8", "replace")


def octets(token: Mapping[str, Any]) -> bytes:
    """The bytes of a token: those it names, or else those of its text."""
    named = token.get("bytes")
    return bytes(named) if are_octets(named) else octets_of_text(str(token["token"]))


def octets_of_text(token: str) -> bytes:
    part = PART.fullmatch(token)
    return bytes.fromhex(part[1].replace("\\x", "")) if part else token.encode("utf-8", "replace")


def are_octets(named: Any) -> TypeGuard[list[int]]:
    return isinstance(named, list) and all(type(octet) is int and 0 <= octet < 256 for octet in named)


def names_its_bytes(entry: Mapping[str, Any]) -> bool:
    """Whether the bytes of a token, where they are told, are its text in UTF-8, or a part of a character."""
    told, token = entry.get("bytes"), str(entry["token"])
    return told is None or REPLACEMENT in token or (are_octets(told) and may_be(bytes(told), token))


def may_be(named: bytes, token: str) -> bool:
    """Whether bytes are those of a text; a part of a character is none, and is spelt in ASCII where at all."""
    try:
        return named.decode() == token
    except UnicodeDecodeError:
        return token.isascii()
