"""The calls of tools that an answer made, gathered from what was sent: by their ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from oaic_server.exchange.reply import Frame
from oaic_server.exchange.request import Request

Call = tuple[str, Any]  # a name, and arguments: the value of JSON, else the text
Piece = dict[str, Any]


class Made:
    """Calls by id; those of a stream are put together while it leaves."""

    def __init__(self) -> None:
        self.calls: dict[str, Call] = {}
        self._open: dict[tuple[int, int], Piece] = {}

    def heard(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        for frame in frames:
            if isinstance(frame.data, dict):
                self._take_event(frame.data)
            yield frame
        self._close()

    def take(self, body: Any) -> None:
        """A plain answer."""
        if isinstance(body, dict):
            for choice in body.get("choices") or ():
                self.calls |= told(choice.get("message") or {})
            self.calls |= items(body.get("output") or ())

    def _take_event(self, event: Piece) -> None:
        for choice in event.get("choices") or ():
            for piece in (choice.get("delta") or {}).get("tool_calls") or ():
                whole = self._open.setdefault((choice["index"], piece["index"]), {"id": "", "name": "", "said": ""})
                inner = piece.get("function") or piece.get("custom") or {}
                whole["id"] = piece.get("id") or whole["id"]
                whole["name"] = inner.get("name") or whole["name"]
                whole["said"] += inner.get("arguments") or inner.get("input") or ""
        if event.get("type") == "response.output_item.done":
            self.calls |= items([event["item"]])

    def _close(self) -> None:
        self.calls |= {whole["id"]: (whole["name"], value(whole["said"])) for whole in self._open.values()}


def replayed(request: Request) -> dict[str, Call]:
    """The calls that a request says were made before it."""
    members = request.members
    found: dict[str, Call] = {}
    for message in listed(members.get("messages")):
        found |= told(message)
    return found | items(listed(members.get("input")))


def told(message: Piece) -> dict[str, Call]:
    found = {}
    for call in message.get("tool_calls") or ():
        inner = call.get("function") or call.get("custom") or {}
        found[str(call.get("id"))] = (inner.get("name", ""), value(inner.get("arguments", inner.get("input"))))
    return found


def items(listing: Iterable[Any]) -> dict[str, Call]:
    return {
        str(item.get("call_id")): (item.get("name", ""), value(item.get("arguments", item.get("input"))))
        for item in listing
        if isinstance(item, dict) and item.get("type") in ("function_call", "custom_tool_call")
    }


def listed(value: Any) -> list[Piece]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def value(said: Any) -> Any:
    """Clients write the same JSON anew."""
    try:
        return json.loads(said)
    except (TypeError, ValueError):
        return said
