"""Text to tokens and back without loss; a token is bytes, and a character may span two."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache

WIDE = r"\U00010000-\U0010ffff"  # four bytes in UTF-8; two tokens, as real tokenizers have it
WORDS = re.compile(rf" ?[^\W_{WIDE}]{{1,8}}| ?[^\w\s{WIDE}]{{1,3}}|_{{1,4}}|\s{{1,8}}(?!\S)|\s|[{WIDE}]")
LONGEST_TOKEN = 9  # characters
AT_ONCE = 65_536  # characters; no token spans two such parts
ONE_BY_ONE, TOGETHER = 2_048, 8  # tokens that are streamed each in a piece of its own, and in one piece after these
SHORT = 16  # characters of what is counted again and again, such as roles
WIDE_CHARACTER = re.compile(f"[{WIDE}]")
FOUR_BYTES = 0xF0  # how UTF-8 begins such a character


def encode(text: str, most: int = sys.maxsize) -> list[bytes]:
    """Its tokens; of a text of more than so many the first, and more than so many of them."""
    tokens: list[bytes] = []
    for part in parts(text):
        tokens += encoded(part)
        if len(tokens) > most:
            break
    return tokens


def parts(text: str) -> Iterable[str]:
    """What is read at once: of a text that is much too long no more is read than it takes to know that."""
    if len(text) <= AT_ONCE:
        return (text,)
    return (text[start : start + AT_ONCE] for start in range(0, len(text), AT_ONCE))


def encoded(text: str) -> list[bytes]:
    words = [word.encode() for word in WORDS.findall(text)]
    if not WIDE_CHARACTER.search(text):
        return words
    return [token for word in words for token in halves(word)]


def begun(text: str, tokens: int) -> list[bytes]:
    """The first tokens of a text, at least as many as asked for, and no more than it takes to find them."""
    return encode(text[: (tokens + 1) * LONGEST_TOKEN])


def halves(word: bytes) -> tuple[bytes, ...]:
    return (word[:2], word[2:]) if word[0] >= FOUR_BYTES else (word,)


def decode(tokens: Iterable[bytes]) -> str:
    return b"".join(tokens).decode()


def count(text: str) -> int:
    return sum(map(counted, parts(text)))


def total(texts: Iterable[str], most: int = sys.maxsize) -> int:
    """The tokens of all; of more than so many only that they are more."""
    found = 0
    for text in texts:
        for part in parts(text):
            found += counted_before(part) if len(part) <= SHORT else counted(part)
            if found > most:
                return found
    return found


@lru_cache(maxsize=1_024)
def counted_before(text: str) -> int:
    return counted(text)


def counted(text: str) -> int:
    return len(WORDS.findall(text)) + (0 if text.isascii() else len(WIDE_CHARACTER.findall(text)))


def characters(tokens: Iterable[bytes], alone: int = ONE_BY_ONE) -> Iterator[tuple[str, list[bytes]]]:
    """The shortest runs of tokens that are whole characters, each with its text; after so many tokens longer ones."""
    run: list[bytes] = []
    for number, token in enumerate(tokens):
        run.append(token)
        if number >= alone and len(run) < TOGETHER:
            continue
        if text := whole_text(token if len(run) == 1 else b"".join(run)):
            yield text, run
            run = []
    if text := whole_text(b"".join(run)):
        yield text, run


def whole_text(spelt: bytes) -> str | None:
    try:
        return spelt.decode()
    except UnicodeDecodeError:
        return None
