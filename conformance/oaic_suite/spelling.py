"""The text that tokens with logprobs stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def spelling(tokens: Iterable[Mapping[str, Any]]) -> str:
    return b"".join(map(octets, tokens)).decode("utf-8", "replace")


def octets(token: Mapping[str, Any]) -> bytes:
    """The bytes of a token: those it names, or else those of its text."""
    try:
        return bytes(token["bytes"])
    except (KeyError, TypeError, ValueError):
        return str(token["token"]).encode("utf-8", "replace")
