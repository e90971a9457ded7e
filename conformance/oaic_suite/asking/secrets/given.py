"""What was given as a secret, taken apart: whoever echoes one may echo any part of it."""

from __future__ import annotations

import binascii
import re
import shlex
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

from oaic_spec import contract

SECRET_NAME = re.compile(r"(^|[-_])(authorization|cookie|api_?key|key|token|secret|password)$", re.IGNORECASE)
# Headers that people pass to say what they want, not who they are.
PUBLIC = frozenset(
    (
        *("accept", "accept-encoding", "accept-language", "api-version", "cache-control", "content-type", "host"),
        *("openai-beta", "origin", "referer", "user-agent", "x-request-id"),
    )
)
SHORTEST = 4  # characters: three letters stand in half of all words, and protect nothing
SPACE = re.compile(r"[ \t\r\n]")  # what a shell splits at
SEPARATORS = re.compile(r"\s*[;,]\s*|\s+")


def secret(name: str) -> bool:
    """Whether a header of this name carries what nobody else may see, whoever sends it."""
    return SECRET_NAME.search(name) is not None


def worth_hiding(part: str) -> bool:
    """Whether it can be looked for: a word of the API is in every answer, and no secret."""
    return len(part) >= SHORTEST and part.lower() not in words_of_the_api()


@cache
def words_of_the_api() -> frozenset[str]:
    """The names of members and the values that they may have."""
    return frozenset(word.lower() for word in named(contract().document))


def named(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for each in schema:
            yield from named(each)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (word for word in (*schema.get("enum", ()), schema.get("const")) if isinstance(word, str))
        for each in schema.values():
            yield from named(each)


# --- taken apart ---------------------------------------------------------------------------------------


def of_header(value: str) -> Iterator[str]:
    """A key or a header's value: whole, without its scheme, each cookie or parameter, both halves of a Basic pair."""
    yield value
    scheme, _, rest = value.partition(" ")
    yield rest.strip()
    for piece in SEPARATORS.split(value):
        _, _, assigned = piece.partition("=")
        yield from dict.fromkeys((assigned, assigned.strip('"'), unquote(assigned)))
    if scheme.lower() == "basic":
        yield from pair(decoded(rest))


def of_address(url: str) -> Iterator[str]:
    """What stands before the last `@` of an address, as it is and as it is sent, and each value of a query."""
    _, _, rest = url.partition("://")
    authority = re.split("[/?#]", rest)[0]
    userinfo, _, _ = authority.rpartition("@")
    yield from pair(userinfo)
    yield from pair(unquote(userinfo))
    yield b64encode(unquote(userinfo).encode("utf-8", "surrogatepass")).decode()
    for piece in re.split("[&;]", rest.partition("?")[2].partition("#")[0]):
        value = piece.partition("=")[2]
        yield from dict.fromkeys((value, unquote(value)))


def of_command(words: Sequence[str]) -> Iterator[str]:
    """What a command says behind the name of a secret: `--api-key KEY`, `--api-key=KEY`, in a line for a shell too."""
    for before, word in zip(("", *words), words, strict=False):
        name, sign, value = word.partition("=")
        if sign and secret(name.lstrip("-")):
            yield value
        elif before.startswith("-") and secret(before.lstrip("-")):
            yield word
        if SPACE.search(word):
            yield from of_command(words_of(word))


def words_of(line: str) -> list[str]:
    """The words of a line for a shell, without the signs that end a command."""
    try:
        words = shlex.split(line)
    except ValueError:  # its quotes do not match
        words = line.split()
    return [word.rstrip(";&|") for word in words]


def pair(text: str) -> Iterator[str]:
    """A name and a password, and each of them."""
    name, _, password = text.partition(":")
    yield from (text, name, password)


def decoded(text: str) -> str:
    try:
        return b64decode(text.strip() + "==").decode()
    except (binascii.Error, ValueError):
        return ""
