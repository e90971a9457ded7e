"""The text that tokens with logprobs stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard


def spelling(tokens: Iterable[Mapping[str, Any]]) -> str:
    return b"".join(map(octets, tokens)).decode("utf-8", "replace")


def octets(token: Mapping[str, Any]) -> bytes:
    """The bytes of a token: those it names, or else those of its text."""
    named = token.get("bytes")
    return bytes(named) if are_octets(named) else str(token["token"]).encode("utf-8", "replace")


def are_octets(named: Any) -> TypeGuard[list[int]]:
    return isinstance(named, list) and all(type(octet) is int and 0 <= octet < 256 for octet in named)
