"""Whom a request is addressed to: a server on loopback answers to its own names only.

A page can make its own name mean 127.0.0.1 (DNS rebinding): the browser then takes this server for the page's own,
and lets the page read all that it says. What gives it away is the header `Host`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

from oaic_server.exchange.refusal import Refusal

OURS = ("localhost", "127.0.0.1", "::1")
Names = frozenset[str] | None  # None: any


def names(address: str, host: str, allowed: Sequence[str]) -> Names:
    """Those that a server answers to: `address` is where it listens, `host` how that was written."""
    if not allowed and not is_loopback(address):
        return None
    return frozenset(map(name, (*OURS, address, host, *allowed)))


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def name(host: str) -> str:
    """A host without its port, its brackets and its case."""
    bare = host.strip().lower()
    if bare.startswith("["):
        return bare[1:].partition("]")[0]
    return (bare if bare.count(":") > 1 else bare.partition(":")[0]).removesuffix(".")


def require_known(headers: Iterable[tuple[bytes, bytes]], version: str, known: Names) -> None:
    said = [value for header, value in headers if header == b"host"]
    # RFC 9112, 3.2: none in HTTP/1.1, or more than one, is answered with 400.
    if len(said) > 1 or (not said and version == "1.1"):
        raise Refusal(400, f"Host: expected one, found {len(said)}")
    if known is not None and said and (asked := name(said[0].decode("latin-1"))) not in known:
        message = f"Host: this server does not answer to {asked!r}; --allow-host {asked or 'NAME'} would let it"
        # RFC 9110, 15.5.20: not the server that the request was meant for.
        raise Refusal(421, message, code="misdirected_request")
