"""The body of an exchange as bytes again, and bytes as a reader may look at them."""

from __future__ import annotations

import re

from oaic_suite.judging.document.run_json import Exchange

ESCAPED = re.compile(rb"\\x([89a-f][0-9a-f])")


def received(exchange: Exchange) -> bytes:
    """The bytes of the body: where its size says so, escapes stand for bytes that are not UTF-8."""
    plain = octets(exchange["body"])
    if len(plain) == exchange["body_bytes"]:
        return plain
    bare = ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), plain)
    return bare if len(bare) == exchange["body_bytes"] or exchange["body_truncated"] else plain


def octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def shown(octets: bytes) -> str:
    return octets.decode("utf-8", "backslashreplace")
