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
    """Calls by id; those of a stream are put together while it leaves. A fault may have made of it what it likes."""

    def __init__(self) -> None:
        self.calls: dict[str, Call] = {}
        self._open: dict[tuple[Any, Any], Piece] = {}
        self.is_whole = False  # whether all of it has been handed out

    def heard(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """The same frames; before the last of them leaves it is known to be that."""
        held: Frame | None = None
        for frame in frames:
            if held is not None:
                yield held
            if isinstance(frame.data, dict):
                self._take_event(frame.data)
            held = frame
        self._close()
        if held is not None:
            yield held

    def take(self, body: Any) -> None:
        """A plain answer."""
        self.is_whole = True
        if isinstance(body, dict):
            for choice in objects(body.get("choices")):
                self.calls |= told(choice.get("message"))
            self.calls |= items(body.get("output"))

    def _take_event(self, event: Piece) -> None:
        for choice in objects(event.get("choices")):
            delta = choice.get("delta")
            for piece in objects(delta.get("tool_calls") if isinstance(delta, dict) else None):
                self._take_piece(piece, str(choice.get("index")))
        if event.get("type") == "response.output_item.done":
            self.calls |= items([event.get("item")])

    def _take_piece(self, piece: Piece, choice: str) -> None:
        whole = self._open.setdefault((choice, str(piece.get("index"))), {"id": "", "name": "", "said": ""})
        inner = called(piece)
        whole["id"] = piece.get("id") or whole["id"]
        whole["name"] = inner.get("name") or whole["name"]
        whole["said"] += str(inner.get("arguments") or inner.get("input") or "")

    def _close(self) -> None:
        self.is_whole = True
        self.calls |= {str(whole["id"]): (whole["name"], value(whole["said"])) for whole in self._open.values()}


def replayed(request: Request) -> dict[str, Call]:
    """The calls that a request says were made before it; it need not be a right one."""
    found: dict[str, Call] = {}
    for message in objects(request.members.get("messages")):
        found |= told(message)
    return found | items(request.members.get("input"))


def told(message: Any) -> dict[str, Call]:
    listed = objects(message.get("tool_calls") if isinstance(message, dict) else None)
    return {str(call.get("id")): call_of(called(call)) for call in listed}


def items(listing: Any) -> dict[str, Call]:
    made = (item for item in objects(listing) if item.get("type") in ("function_call", "custom_tool_call"))
    return {str(item.get("call_id")): call_of(item) for item in made}


def call_of(said: Piece) -> Call:
    return str(said.get("name", "")), value(said.get("arguments", said.get("input")))


def called(call: Piece) -> Piece:
    return next((inner for kind in ("function", "custom") if isinstance(inner := call.get(kind), dict)), {})


def objects(value: Any) -> list[Piece]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def value(said: Any) -> Any:
    """Clients write the same JSON anew."""
    try:
        return json.loads(said)
    except (TypeError, ValueError):
        return said
