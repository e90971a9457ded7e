"""Chats that are kept because their requests said `store`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from oaic_server.state.shelf import Codec

Json = dict[str, Any]


@dataclass(frozen=True)
class KeptChat:
    """The answer and what was asked, both as bytes: whoever changes what is told does not change what is kept."""

    told: bytes
    asked: bytes

    @classmethod
    def of(cls, completion: Json, messages: list[Json]) -> KeptChat:
        return cls(orjson.dumps(completion), orjson.dumps(messages))

    @property
    def completion(self) -> Json:
        completion: Json = orjson.loads(self.told)
        return completion

    @property
    def messages(self) -> list[Json]:
        messages: list[Json] = orjson.loads(self.asked)
        return messages


CHAT = Codec[KeptChat](
    lambda kept: orjson.dumps([orjson.Fragment(kept.told), orjson.Fragment(kept.asked)]),
    lambda text: KeptChat.of(*orjson.loads(text)),
    lambda kept: len(kept.told) + len(kept.asked),
)
