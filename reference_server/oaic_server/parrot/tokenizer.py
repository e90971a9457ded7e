"""Text to tokens and back without loss; a token is bytes, and a character may span two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

WORDS = re.compile(r" ?[^\W_]{1,8}| ?[^\w\s]{1,3}|_{1,4}|\s{1,8}(?!\S)|\s")
WIDE = re.compile(r"[^\u0000-\uffff]")  # four bytes in UTF-8; two tokens, as real tokenizers have it


def encode(text: str) -> Iterator[bytes]:
    for match in WORDS.finditer(text):
        yield from split(match.group())


def split(word: str) -> Iterator[bytes]:
    if word.isascii() or not WIDE.search(word):
        yield word.encode()
        return
    for character in word:
        whole = character.encode()
        yield from (whole[:2], whole[2:]) if len(whole) == 4 else (whole,)


def decode(tokens: Iterable[bytes]) -> str:
    return b"".join(tokens).decode()


def count(text: str) -> int:
    return sum(1 for _ in encode(text))


def characters(tokens: Iterable[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """The shortest runs of tokens that are whole characters, each with its text."""
    run: list[bytes] = []
    for token in tokens:
        run.append(token)
        if text := whole_text(b"".join(run)):
            yield text, run
            run = []


def whole_text(spelt: bytes) -> str | None:
    try:
        return spelt.decode()
    except UnicodeDecodeError:
        return None
