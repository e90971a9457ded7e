"""A body as it was kept, with the coding that its header names taken off."""

from __future__ import annotations

from oaic_suite.asking.coding import Undecodable, inflater
from oaic_suite.traffic.heard import LARGEST, MIB, Misshapen

IDENTITY = ("", "identity")


def plain(body: bytes, encoding: str) -> bytes | None:
    """None where the coding is not known here; raises Undecodable where the bytes are not what they are called."""
    coding = inflater(encoding)
    if coding is None:
        return body if encoding.strip().lower() in IDENTITY else unknown(body)
    if not body:
        return body
    found, size = [], 0
    for piece in coding.feed(body):
        found.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise Misshapen(f"its body is larger than {LARGEST // MIB} MiB")
    coding.close()
    return b"".join(found)


def decoded(body: bytes, encoding: str, *, as_it_stands: bool) -> tuple[bytes | None, int]:
    """A body without its coding, and how many bytes it had with one.

    Where it is not coded as is said it stands as it is, of recorders that take the coding off and leave the header;
    of others it cannot be read.
    """
    try:
        found = plain(body, encoding)
    except Undecodable:
        found = body if as_it_stands else None
    return found, len(body) if found is not None and len(found) != len(body) else 0


def unknown(body: bytes) -> bytes | None:
    """Text that is read as it stands was kept without the coding."""
    if body[:1] in (b"{", b"[", b"d", b"e", b":"):
        raise Undecodable("it is text")
    return None
