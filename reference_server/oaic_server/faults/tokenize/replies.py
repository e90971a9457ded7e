"""The tokens of an answer, as faults change them."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply


def tokens(reply: Reply) -> list[Any]:
    """Those of a success; none of a refusal."""
    found: list[Any] = [] if reply.is_error else reply.body["tokens"]
    return found


def cut(reply: Reply, count: int) -> None:
    """The first tokens are not there, nor counted."""
    del tokens(reply)[:count]
    reply.body["count"] = len(tokens(reply))
