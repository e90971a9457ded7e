"""Verdicts made up from plain words: a category is found where its name or one of its words is said."""

from __future__ import annotations

import hashlib
import re

# None of these words is judged by what it is said of: a parrot knows no better.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "harassment": ("idiot", "stupid", "loser", "shut up"),
    "harassment/threatening": ("i will find you", "you will regret"),
    "hate": ("vermin", "subhuman"),
    "hate/threatening": ("drive them out", "get rid of them"),
    "illicit": ("shoplift", "counterfeit", "launder money"),
    "illicit/violent": ("build a bomb", "make a weapon"),
    "self-harm": ("hurt myself", "hurting myself"),
    "self-harm/intent": ("i want to hurt myself",),
    "self-harm/instructions": ("how to hurt myself",),
    "sexual": ("erotic", "nude", "naked"),
    "sexual/minors": (),
    "violence": ("kill", "murder", "attack", "stab", "shoot"),
    "violence/graphic": ("blood", "gore", "guts"),
}
# What is looked for: the name, the words, and those of what is below.
FOUND_BY = {
    category: tuple(
        words
        for name, said in CATEGORIES.items()
        if name == category or name.startswith(f"{category}/")
        for words in (name, *said)
    )
    for category in CATEGORIES
}
PICTURED = ("self-harm", "sexual", "violence")  # those that are looked for in pictures, with what is below them
ONLY_SAID = "sexual/minors"
FLAGGED = 0.5
SURE = 0.95  # that something is there
DOUBT = 0.01  # about what is not there, at most


def score(category: str, text: str, links: str) -> float:
    """Near one where it is found; else near nought, another number for each text and each category."""
    heard = f"{text}\n{links}" if of_pictures(category) else text
    doubt = DOUBT * noise(category, heard)
    return SURE + doubt if is_found(category, heard) else doubt


def is_found(category: str, heard: str) -> bool:
    """Whether it is said, or something below it is."""
    lowered = heard.lower()  # to look for plain text first takes a hundredth of the time
    return any(words in lowered and says(heard, words) for words in FOUND_BY[category])


def says(heard: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", heard, re.IGNORECASE) is not None


def of_pictures(category: str) -> bool:
    return category.partition("/")[0] in PICTURED and category != ONLY_SAID


def noise(category: str, heard: str) -> float:
    """A number from nought to one that is always the same for the same."""
    digest = hashlib.blake2b(f"{category}\n{heard}".encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32
