"""Responses, conversations, chats and batches as the server keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

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
    conversation: Conversation | None
    events: Callable[[], Iterator[Event]]  # all of its stream, each time from the beginning
    status: str = ""
    told: bytes = b""

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


@dataclass
class KeptChat:
    """An answer of a chat whose request said `store`, and what was asked; both as bytes."""

    told: bytes
    asked: bytes

    @property
    def completion(self) -> dict[str, Any]:
        completion: dict[str, Any] = orjson.loads(self.told)
        return completion

    @property
    def messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = orjson.loads(self.asked)
        return messages


@dataclass(frozen=True)
class KeptBatch:
    """How a batch stands, and lines: of requests that are left, of answers, and of what has failed."""

    told: bytes
    left: tuple[bytes, ...] = ()
    answered: tuple[bytes, ...] = ()
    failed: tuple[bytes, ...] = ()

    @property
    def resource(self) -> dict[str, Any]:
        resource: dict[str, Any] = orjson.loads(self.told)
        return resource

    @property
    def status(self) -> str:
        return str(self.resource["status"])

    def telling(self, **members: Any) -> KeptBatch:
        """The same, with other members in what is told of it."""
        return replace(self, told=orjson.dumps({**self.resource, **members}))


def copied(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value))
