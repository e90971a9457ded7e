"""Where faults of transcripts apply."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from oaic_server.exchange.reply import Reply

Change = Callable[[Reply], None]


def in_verbose(change: Change) -> Change:
    @wraps(change)
    def changed(reply: Reply) -> None:
        if form(reply) == "verbose_json" and isinstance(reply.body, dict) and not reply.is_error:
            change(reply)

    return changed


def in_written(*forms: str) -> Callable[[Change], Change]:
    """In answers that are no JSON, of these forms."""

    def only(change: Change) -> Change:
        @wraps(change)
        def changed(reply: Reply) -> None:
            if form(reply) in forms and isinstance(reply.body, bytes) and not reply.is_error:
                change(reply)

        return changed

    return only


def form(reply: Reply) -> str:
    return str(reply.request.members.get("response_format") or "json")
