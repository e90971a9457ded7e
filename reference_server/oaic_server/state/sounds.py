"""The spoken answers that a later request may refer to by id; only the latest are kept."""

from __future__ import annotations

from dataclasses import dataclass

from oaic_server.state.identity import Identity
from oaic_server.state.shelf import Shelf


@dataclass(frozen=True)
class Sound:
    transcript: str
    expires_at: int


class Sounds:
    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._kept: Shelf[Sound] = Shelf()

    def keep(self, transcript: str, expires_at: int) -> str:
        """The id under which it is kept from now on."""
        sound_id = self._identity.id("audio_")
        self._kept.put(sound_id, Sound(transcript, expires_at))
        return sound_id

    def transcript(self, sound_id: str) -> str | None:
        sound = self._kept.get(sound_id)
        return sound.transcript if sound and sound.expires_at > self._identity.created() else None
