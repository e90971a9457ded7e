"""What faults of refusals change."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply

WRONG = 400


def error(reply: Reply) -> dict[str, Any]:
    found: dict[str, Any] = reply.body["error"]
    return found


def recoded(reply: Reply, code: str, other: str | None) -> None:
    if reply.is_error and error(reply)["code"] == code:
        error(reply)["code"] = other
