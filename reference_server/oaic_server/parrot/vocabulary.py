"""Token ids as clients send them: each is a word the parrot knows, so any list of ids says something."""

from __future__ import annotations

SIZE = 100_258  # ids 0 to 100257, as the service's completion and embedding models take them
SYLLABLES = tuple(consonant + vowel for consonant in "bcdfghjklmnpqrstvwxyz" for vowel in "aeiou")
BASE = len(SYLLABLES)


def word(token_id: int) -> bytes:
    """Three syllables after a space: a token of its own in any text."""
    rest, last = divmod(token_id, BASE)
    first, middle = divmod(rest, BASE)
    return f" {SYLLABLES[first]}{SYLLABLES[middle]}{SYLLABLES[last]}".encode()
