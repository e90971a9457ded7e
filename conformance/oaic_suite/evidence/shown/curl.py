"""A request as a line for a shell: every word of it quoted, so that none of them can be anything else."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from oaic_spec import Part

NOT_IN_CURL = {"host", "content-length", "connection", "accept-encoding", "user-agent", "x-oaic-fault"}
NOT_IN_A_FORM = NOT_IN_CURL | {"content-type"}  # curl chooses the boundary
LONGEST = 4000  # bytes of a body


def curl(
    method: str,
    url: str,
    headers: Iterable[tuple[str, str]],
    body: bytes | None,
    size: int | None = None,
    form: Sequence[Part] = (),
) -> str:
    """A line that repeats the request, whose body had `size` bytes; the key is left to the reader's environment."""
    words = ["curl", "-g", "-sS", "-i", "-N", "-X", *map(shlex.quote, (method, url))]  # -g: brackets in a URL are meant
    in_parts = body is not None and len(body) <= LONGEST and are_sayable(form)
    for name, value in headers:
        if name.lower() not in (NOT_IN_A_FORM if in_parts else NOT_IN_CURL):
            words += ["-H", header_word(name, value)]
    if in_parts:
        words += [word for part in form for word in part_words(part)]
    elif body is not None:
        words += ["--data-binary", body_word(body, len(body) if size is None else size)]
    return " ".join(words)


def header_word(name: str, value: str) -> str:
    if name.lower() == "authorization":
        return '"Authorization: Bearer $API_KEY"'
    return shlex.quote(f"{name}: {value}" if value else f"{name};")  # curl takes `name:` for none at all


# --- a form --------------------------------------------------------------------------------------------


def are_sayable(form: Sequence[Part]) -> bool:
    """Whether curl can be told to send these parts."""
    return bool(form) and all(word.isprintable() and "=" not in word for part in form for word in told(part))


def told(part: Part) -> Iterator[str]:
    yield part.name
    yield part.filename or ""
    yield (part.media_type or "").replace("=", "")  # parameters are fine


def part_words(part: Part) -> tuple[str, str]:
    if part.filename is None and text_of(part.content) is not None:
        return "--form-string", shlex.quote(f"{part.name}={text_of(part.content)}")
    named = "" if part.filename is None else f';filename="{escaped(part.filename)}"'
    typed = f";type={part.media_type}" if part.media_type else ""
    return "-F", f"{shlex.quote(part.name + '=')}{held(part.content)}{shlex.quote(named + typed)}"


def held(content: bytes) -> str:
    """A file that holds this: as it reads, where it reads as anything."""
    text = text_of(content)
    return printed(content) if text is None else f"@<(printf %s {shlex.quote(text)})"


def escaped(filename: str) -> str:
    """As curl reads it between quotes."""
    return filename.replace("\\", "\\\\").replace('"', '\\"')


# --- any other body ------------------------------------------------------------------------------------


def body_word(body: bytes, size: int) -> str:
    """The body as one shell word; what is no text, or curl would take for a file, goes through printf's escapes."""
    shown = body[:LONGEST]
    text = text_of(shown)
    word = shlex.quote(text) if text is not None and not text.startswith("@") else printed(shown)
    return word + (f" # cut: {size} bytes in all" if size > len(shown) else "")


def text_of(content: bytes) -> str | None:
    """What can be written in a line as it is; None where it is anything else."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return text if text.replace("\n", "").replace("\t", "").isprintable() else None


def printed(body: bytes) -> str:
    """A file of these bytes: no word of a shell can hold a NUL."""
    return "@<(printf '" + "".join(f"\\{byte:03o}" for byte in body) + "')"
