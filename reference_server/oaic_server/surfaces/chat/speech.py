"""An answer that is spoken: its sound beside its transcript, in pieces or put together."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oaic_server.parrot.sound import sound
from oaic_server.parrot.tokenizer import characters, decode
from oaic_server.parrot.utterance import Utterance
from oaic_server.state.service import Service

Body = dict[str, Any]
LASTS = 3_600  # seconds for which a sound can be referred to
PIECE = 2_400  # bytes of a delta: a multiple of three, so that pieces of base64 join


@dataclass(frozen=True)
class Speech:
    id: str
    said: Utterance
    data: bytes
    expires_at: int

    @property
    def tokens(self) -> tuple[bytes, ...]:
        return self.said.tokens

    @property
    def finish_reason(self) -> str:
        return self.said.finish_reason


def wanted(body: Body) -> bool:
    return "audio" in (body.get("modalities") or [])


def spoken(said: Utterance, body: Body, service: Service) -> Utterance | Speech:
    """The same text as speech; a refusal is never spoken."""
    if said.member != "content":
        return said
    expires_at = service.identity.created() + LASTS
    data = sound(said.tokens, body["audio"]["format"])
    return Speech(service.sounds.keep(decode(said.tokens), expires_at), said, data, expires_at)


def deltas(speech: Speech) -> Iterator[dict[str, Any]]:
    """First the words, then their sound, last how long it is kept; the id stands once, for clients join texts."""
    yield {"role": "assistant", "content": None, "refusal": None, "audio": {"id": speech.id, "transcript": ""}}
    for text, _ in characters(speech.tokens):
        yield {"audio": {"transcript": text}}
    for start in range(0, len(speech.data), PIECE):
        yield {"audio": {"data": base64.b64encode(speech.data[start : start + PIECE]).decode()}}
    yield {"audio": {"expires_at": speech.expires_at}}
