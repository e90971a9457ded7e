"""Text that stands in place of a value, and how it is told: a header that is not there, an answer that did not come."""

from __future__ import annotations


class Told(str):
    """A text that checks compare as it is, and that readers are told in these words, without quotes."""

    __slots__ = ("wanted", "words")
    words: str
    wanted: str  # what should have been there, where that is nothing to be seen

    def __new__(cls, text: str, words: str = "", wanted: str = "nothing") -> Told:
        made = super().__new__(cls, text)
        made.words, made.wanted = words or text, wanted
        return made
