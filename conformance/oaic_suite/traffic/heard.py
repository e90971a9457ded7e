"""One entry of a file of traffic, before it is known what it is about; and how a reader says that it cannot go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from oaic_suite.evidence.exchange import Headers

MIB = 2**20
LARGEST = 64 * MIB  # bytes of one entry
DEEPEST = 100  # levels of one entry


class Unreadable(ValueError):
    """The file cannot be read further; the message says why in a sentence."""


class Misshapen(ValueError):
    """One entry is not what its format calls an entry: it is counted, and the next one is read."""


@dataclass(frozen=True)
class Heard:
    method: str
    url: str  # whole, or from its path on
    sent: bytes | None = None
    request_headers: Headers = ()
    status: int | None = None
    headers: Headers = ()
    body: bytes | None = None  # None where nobody kept it
    exact: bool = True  # whether these are the bytes as they came
    version: str = ""  # of HTTP
    encoded: int = 0  # bytes that came, where a coding was taken off them


@dataclass(frozen=True)
class Misheard:
    """An entry that says nothing, and why."""

    why: str


Entry = Heard | Misheard


# --- what readers have in common -----------------------------------------------------------------------


def mapping(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Misshapen(f"{what} is no object")
    return value


def text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value:
        raise Misshapen(f"{what} is no text")
    return value


def status(value: Any) -> int | None:
    """The status of an answer; None where none came."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):  # 1e999 is a number of JSON
        return None
    return number if 100 <= number <= 599 else None


def headers(value: Any) -> Headers:
    """Headers as a mapping from name to value or values, or as a list of pairs or of objects with name and value."""
    if isinstance(value, dict):
        return tuple((str(name), each) for name, some in value.items() for each in texts(some))
    if isinstance(value, list | tuple):
        return tuple(pair for each in value if (pair := header(each)))
    return ()


def header(value: Any) -> tuple[str, str] | None:
    if isinstance(value, dict):
        value = (value.get("name"), value.get("value"))
    if isinstance(value, list | tuple) and len(value) == 2:
        name, said = (each.decode("latin-1") if isinstance(each, bytes) else each for each in value)
        if isinstance(name, str) and isinstance(said, str) and not name.startswith(":"):
            return name, said
    return None


def texts(value: Any) -> Iterable[str]:
    some = value if isinstance(value, list | tuple) else [value]
    return [each.decode("latin-1") if isinstance(each, bytes) else str(each) for each in some if each is not None]
