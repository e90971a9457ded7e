"""Lists that are read page by page, as faults change them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from oaic_server.exchange.reply import Reply


def asked(reply: Reply) -> dict[str, str]:
    """What the query says."""
    return {name: texts[-1] for name, texts in parse_qs(reply.request.query).items()}


def paged(reply: Reply, items: list[Any]) -> None:
    """Other items on the page, which names its ends accordingly."""
    ends = {"first_id": items[0]["id"], "last_id": items[-1]["id"]} if items else {"first_id": None, "last_id": None}
    reply.body |= {"data": items} | ends
