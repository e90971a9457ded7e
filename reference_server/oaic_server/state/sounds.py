"""What was spoken: answers that a later request may refer to by id, and texts that are known again by their sound.

Only the latest are kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass

import orjson

from oaic_server.state.identity import Identity
from oaic_server.state.shelf import JSON, Codec, Shelf
from oaic_server.state.store import Store


@dataclass(frozen=True)
class Sound:
    transcript: str
    expires_at: int


SOUND = Codec[Sound](lambda sound: orjson.dumps(asdict(sound)), lambda text: Sound(**orjson.loads(text)))


class Sounds:
    def __init__(self, store: Store, identity: Identity) -> None:
        self._identity = identity
        self._kept: Shelf[Sound] = store.shelf("sound", SOUND, forgets=True)
        self._heard: Shelf[str] = store.shelf("heard", JSON, forgets=True)  # by the digest of a sound

    def keep(self, transcript: str, expires_at: int) -> str:
        """The id under which it is kept from now on."""
        sound_id = self._identity.id("audio_")
        self._kept.put(sound_id, Sound(transcript, expires_at))
        return sound_id

    def transcript(self, sound_id: str) -> str | None:
        sound = self._kept.get(sound_id)
        return sound.transcript if sound and sound.expires_at > self._identity.created() else None

    def hear(self, sound: bytes, words: str) -> None:
        """Remembers what was said in a sound."""
        self._heard.put(digest(sound), words)

    def words(self, sound: bytes) -> str | None:
        """What was said in it, if it was said here."""
        return self._heard.get(digest(sound))


def digest(sound: bytes) -> str:
    return hashlib.blake2b(sound, digest_size=16).hexdigest()
