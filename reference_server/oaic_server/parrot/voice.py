"""What the parrot says: the last words it heard, opened differently for a seed or a further choice."""

from __future__ import annotations

import hashlib

from oaic_server.parrot import vocabulary

NOTHING_HEARD = "Polly heard nothing."
NONSENSE = 9  # words
OPENINGS = (
    "Squawk! ",
    "Well, ",
    "Polly says: ",
    "Once more: ",
    "Indeed: ",
    "As they say on deck, ",
    "Hear, hear: ",
    "In other words, ",
)


def voice(heard: str, choice: int = 0, seed: int | None = None) -> str:
    words = heard or NOTHING_HEARD
    if choice == 0 and seed is None:
        return words
    return OPENINGS[chance(f"{seed}:{choice}", len(OPENINGS))] + words


def nonsense(heard: str) -> str:
    """Words that mean nothing, always the same in answer to the same."""
    words = [vocabulary.word(chance(f"{heard}:{place}", vocabulary.SIZE)) for place in range(NONSENSE)]
    return b"".join(words).decode().strip()


def wordy(words: str, verbosity: str | None) -> str:
    return f"{words} {words}" if verbosity == "high" else words


def chance(key: str, sides: int) -> int:
    """A number below `sides` that depends on the key alone, in every process."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big") % sides
