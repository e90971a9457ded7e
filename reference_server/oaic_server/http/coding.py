"""The content coding of a request, taken off under the limit that the body has without it."""

from __future__ import annotations

import zlib

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.strict_json import Malformed

GZIP = ("gzip", "x-gzip")
GZIP_WINDOW = zlib.MAX_WBITS + 16


def decoded(raw: bytes, coding: str, limit: int) -> bytes:
    """At most one byte more than the limit, which shows that the body is too large."""
    if coding.lower() in ("", "identity"):
        return raw
    if coding.lower() not in GZIP:
        offer = (("accept-encoding", "gzip"),)  # RFC 9110, 15.5.16: a 415 says what would do
        message = f"Content-Encoding: expected gzip or none, found {coding}"
        raise Refusal(415, message, code="unsupported_content_encoding", headers=offer)
    return unzipped(raw, limit)


def unzipped(raw: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(GZIP_WINDOW)
    try:
        body = inflater.decompress(raw, limit + 1)
    except zlib.error as error:
        raise Malformed(f"is not gzip: {error}") from None
    if len(body) <= limit and not inflater.eof:
        raise Malformed("is gzip that ends too early")
    return body
