"""Text that came from elsewhere, for a terminal: nothing in it moves the cursor, hides, or reorders."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text on its lines, every character that does not print written as its escape."""
    return "".join(char if char.isprintable() or char == "\n" else escaped(char) for char in text)


def escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def utf8_carries(text: str) -> bool:
    """Whether UTF-8 can carry it: JSON can spell halves of surrogate pairs, bytes cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
