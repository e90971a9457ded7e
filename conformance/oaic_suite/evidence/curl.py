"""A request as a line for a shell: every word of it quoted, so that none of them can be anything else."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

NOT_IN_CURL = {"host", "content-length", "connection", "accept-encoding", "user-agent", "x-oaic-fault"}
LONGEST = 4000  # bytes of a body


def curl(method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes | None, size: int | None = None) -> str:
    """A line that repeats the request, whose body had `size` bytes; the key is left to the reader's environment."""
    words = ["curl", "-g", "-sS", "-i", "-N", "-X", *map(shlex.quote, (method, url))]  # -g: brackets in a URL are meant
    for name, value in headers:
        if name.lower() not in NOT_IN_CURL:
            words += ["-H", header_word(name, value)]
    if body is not None:
        words += ["--data-binary", body_word(body, len(body) if size is None else size)]
    return " ".join(words)


def header_word(name: str, value: str) -> str:
    if name.lower() == "authorization":
        return '"Authorization: Bearer $API_KEY"'
    return shlex.quote(f"{name}: {value}" if value else f"{name};")  # curl takes `name:` for none at all


def body_word(body: bytes, size: int) -> str:
    """The body as one shell word; what is no text, or curl would take for a file, goes through printf's escapes."""
    shown = body[:LONGEST]
    try:
        text = shown.decode()
    except UnicodeDecodeError:
        text = ""
    plain = not text.startswith("@") and all(c.isprintable() or c in "\n\t" for c in text)
    word = shlex.quote(text) if plain and text.encode() == shown else printed(shown)
    return word + (f" # cut: {size} bytes in all" if size > len(shown) else "")


def printed(body: bytes) -> str:
    """A file of these bytes: no word of a shell can hold a NUL."""
    return "@<(printf '" + "".join(f"\\{byte:03o}" for byte in body) + "')"
