"""Lists that are read page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from oaic_server.exchange.refusal import Refusal

USUAL = 20  # items of a page


def page(items: Sequence[Mapping[str, Any]], asked: Mapping[str, Any]) -> dict[str, Any]:
    """A page of items that are given oldest first; the latest come first unless `order` says otherwise."""
    ordered = list(items if asked.get("order") == "asc" else reversed(items))
    left = ordered[start(ordered, asked.get("after")) :]
    data = left[: asked.get("limit", USUAL)]
    return {
        "object": "list",
        "data": data,
        "first_id": data[0]["id"] if data else None,
        "last_id": data[-1]["id"] if data else None,
        "has_more": len(left) > len(data),
    }


def start(ordered: Sequence[Mapping[str, Any]], after: str | None) -> int:
    if after is None:
        return 0
    for place, item in enumerate(ordered):
        if item["id"] == after:
            return place + 1
    raise Refusal(400, f"after: there is no item {after!r} in this list", code="invalid_value", param="after")
