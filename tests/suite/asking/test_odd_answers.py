"""Whatever stands on the wire in place of an answer, or around one, is an exchange: nothing raises, nothing warns."""

from __future__ import annotations

from contextlib import closing

import hostile
import pytest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.evidence.exchange import Request

BODY = b'{"object": "list", "data": []}'
SIZE = b"%d" % len(BODY)
OK, JSON, SIZED = b"HTTP/1.1 200 OK\r\n", b"Content-Type: application/json\r\n", b"Content-Length: " + SIZE + b"\r\n"
IN_CHUNKS = b"Transfer-Encoding: chunked\r\n"
WHOLE, NOTHING, BROKEN = (200, "complete"), (None, "protocol"), (200, "protocol")


def beginning(line: bytes) -> bytes:
    return line + b"\r\n" + JSON + SIZED + b"\r\n" + BODY


def with_header(line: bytes) -> bytes:
    return OK + line + b"\r\n" + JSON + SIZED + b"\r\n" + BODY


def framed(line: bytes) -> bytes:
    return OK + JSON + line + b"\r\n\r\n" + BODY


def sized(size: bytes) -> bytes:
    """Of a chunk."""
    return OK + JSON + IN_CHUNKS + b"\r\n" + size + b"\r\n" + BODY + b"\r\n0\r\n\r\n"


ODD = {
    "a status of 000": (beginning(b"HTTP/1.1 000 X"), NOTHING),
    "a status of 101": (beginning(b"HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade"), NOTHING),
    "a status of 199": (beginning(b"HTTP/1.1 199 X"), NOTHING),
    "a body behind 204": (beginning(b"HTTP/1.1 204 X"), (204, "complete")),
    "a body behind 205": (beginning(b"HTTP/1.1 205 X"), (205, "complete")),
    "a body behind 304": (beginning(b"HTTP/1.1 304 X"), (304, "complete")),
    "a status of 999": (beginning(b"HTTP/1.1 999 X"), (999, "complete")),
    "a status of 1000": (beginning(b"HTTP/1.1 1000 X"), NOTHING),
    "a status of other digits": (beginning("HTTP/1.1 ٢٠٠ X".encode()), NOTHING),
    "no reason": (beginning(b"HTTP/1.1 200"), WHOLE),
    "a reason of 90,000 characters": (beginning(b"HTTP/1.1 200 " + b"r" * 90_000), WHOLE),
    "a reason of 200,000 characters": (beginning(b"HTTP/1.1 200 " + b"r" * 200_000), NOTHING),
    "a version nobody knows": (beginning(b"HTTP/9.9 200 OK"), WHOLE),
    "a version without a point": (beginning(b"HTTP/2 200"), NOTHING),
    "another protocol": (beginning(b"ICY 200 OK"), NOTHING),
    "no header": (OK + b"\r\n" + BODY, WHOLE),
    "HTTP/0.9": (BODY, NOTHING),
    "frames of HTTP/2": (b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64", NOTHING),
    "blank lines": (b"\r\n" * 50_000, NOTHING),
    "NULs": (b"\x00" * 200_000, NOTHING),
    "a length of very many zeros": (framed(b"Content-Length: " + b"0" * 3000 + SIZE), NOTHING),
    "a length of very many digits": (framed(b"Content-Length: " + b"9" * 5000), NOTHING),
    "a length that is never reached": (framed(b"Content-Length: " + b"9" * 18), BROKEN),
    "a length below nothing": (framed(b"Content-Length: -1"), NOTHING),
    "a length that is none": (framed(b"Content-Length: "), NOTHING),
    "two lengths": (framed(b"Content-Length: 1\r\nContent-Length: 2"), NOTHING),
    "one length twice": (framed(b"Content-Length: " + SIZE + b", " + SIZE), WHOLE),
    "a coding of its own": (framed(b"Transfer-Encoding: xchunked"), NOTHING),
    "a chunk below nothing": (sized(b"-1"), BROKEN),
    "a chunk of 2^80 bytes": (sized(b"f" * 20), BROKEN),
    "a chunk of very many digits": (sized(b"f" * 5000), BROKEN),
    "an extension of 50,000 characters": (sized(b"%x;" % len(BODY) + b"x" * 50_000), WHOLE),
    "a chunk that is not there": (sized(b""), BROKEN),
    "8,000 lines of one header": (with_header(b"X-Long: a" + b"\r\n b" * 8_000), WHOLE),
    "a line that goes on after none": (with_header(b" b"), NOTHING),
    "a NUL in a header": (with_header(b"X-Odd: a\x00b"), NOTHING),
    "a header without a name": (with_header(b": b"), NOTHING),
    "700 cookies": (with_header(b"\r\n".join(b"Set-Cookie: c%d=v" % number for number in range(700))), WHOLE),
    "a charset of bytes": (with_header(b'X-Type: 1\r\nContent-Type: application/json; charset="\xff\x01"'), WHOLE),
    "a charset that is a coding": (framed(b"Content-Type: text/plain; charset=zlib\r\n" + SIZED.strip()), WHOLE),
    "JSON that is said to be gzip": (with_header(b"Content-Encoding: gzip"), BROKEN),
    "a coding nobody asked for": (with_header(b"Content-Encoding: zstd, br, x"), WHOLE),
}


@pytest.mark.parametrize(("wire", "ended"), ODD.values(), ids=ODD)
def test_it_is_an_exchange(wire, ended):
    def handler(asked):
        yield wire

    with hostile.serving(handler) as url, closing(Client(Deadlines.within(30.0))) as client:
        exchange = client.send(Request("GET", f"{url}/models"))
    assert (exchange.status, exchange.ended) == ended
