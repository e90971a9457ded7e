"""Responses and conversations as the server keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from oaic_server.state.shelf import Codec

Item = dict[str, Any]
Event = dict[str, Any]


@dataclass
class Conversation:
    id: str
    created_at: int
    metadata: Any
    items: dict[str, Item] = field(default_factory=dict)  # by id, oldest first

    def add(self, items: Sequence[Item]) -> None:
        self.items |= {item["id"]: item for item in items}


@dataclass
class KeptResponse:
    """What it says is kept as bytes: whoever changes an answer does not change what is kept."""

    heard: tuple[Item, ...]  # all it was made from, oldest first
    asked: tuple[Item, ...]  # those that came with the request
    conversation: str | None  # its id
    events: Callable[[], Iterator[Event]]  # all of its stream, each time from the beginning
    status: str = ""
    told: bytes = b""
    recorded: bytes = b""  # its events, once they were written

    def tell(self, response: dict[str, Any]) -> None:
        self.status, self.told = response["status"], orjson.dumps(response)

    @property
    def response(self) -> dict[str, Any]:
        """As it stands."""
        response: dict[str, Any] = orjson.loads(self.told)
        return response

    @property
    def is_under_way(self) -> bool:
        return self.status in ("queued", "in_progress")


def copied(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value))


# --- as they are written ---------------------------------------------------------------------------------


def written(response: KeptResponse) -> bytes:
    """Its events are all written at once, those to come as well."""
    response.recorded = response.recorded or orjson.dumps([*response.events()])
    heard = {"heard": response.heard, "asked": response.asked, "conversation": response.conversation}
    said = {"events": orjson.Fragment(response.recorded), "told": orjson.Fragment(response.told)}
    return orjson.dumps(heard | said)


def read(text: bytes) -> KeptResponse:
    found = orjson.loads(text)
    heard, asked, events = tuple(found["heard"]), tuple(found["asked"]), found["events"]
    response = KeptResponse(heard, asked, found["conversation"], lambda: iter(copied(events)))
    response.tell(found["told"])
    return response


RESPONSE = Codec(written, read)
CONVERSATION = Codec[Conversation](
    lambda kept: orjson.dumps(asdict(kept)), lambda text: Conversation(**orjson.loads(text))
)
