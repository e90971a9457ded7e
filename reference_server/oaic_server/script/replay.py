"""An answer as it was recorded: its bytes in their pieces, each after its time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oaic_server.exchange.reply import EVENT_STREAM, JSON, Frame, Reply
from oaic_server.exchange.request import Request


@dataclass(frozen=True)
class Replay:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: Any = None  # a JSON value, a text, or bytes
    events: tuple[Mapping[str, Any], ...] | None = None  # data, and where there was one the event; after: seconds

    def reply(self, request: Request) -> Reply:
        media_type = JSON if self.events is None else EVENT_STREAM
        headers = list({"content-type": media_type, **dict(self.headers)}.items())
        if self.events is not None:
            return Reply(request, self.status, headers, source=self._frames())
        return Reply(request, self.status, headers, self.body.encode() if isinstance(self.body, str) else self.body)

    def _frames(self) -> Iterator[Frame]:
        for event in self.events or ():
            yield Frame(event["data"], event.get("event"), event.get("after", 0.0))
