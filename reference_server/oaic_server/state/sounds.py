"""The spoken answers that a later request may refer to by id; only the latest are kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import orjson

from oaic_server.state.identity import Identity
from oaic_server.state.shelf import Codec, Shelf
from oaic_server.state.store import Store


@dataclass(frozen=True)
class Sound:
    transcript: str
    expires_at: int


SOUND = Codec[Sound](lambda sound: orjson.dumps(asdict(sound)), lambda text: Sound(**orjson.loads(text)))


class Sounds:
    def __init__(self, store: Store, identity: Identity) -> None:
        self._identity = identity
        self._kept: Shelf[Sound] = store.shelf("sound", SOUND)

    def keep(self, transcript: str, expires_at: int) -> str:
        """The id under which it is kept from now on."""
        sound_id = self._identity.id("audio_")
        self._kept.put(sound_id, Sound(transcript, expires_at))
        return sound_id

    def transcript(self, sound_id: str) -> str | None:
        sound = self._kept.get(sound_id)
        return sound.transcript if sound and sound.expires_at > self._identity.created() else None
