"""No answer, or none that ends."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hostile.honest import chunk, chunks, frame, honest
from hostile.wire import DIE, EVENTS, HANG, JSON, RESET, Asked, answer, error, head

IN_CHUNKS = {"Transfer-Encoding": "chunked"}


def silence(asked: Asked) -> Iterator[object]:
    yield HANG


def empty(asked: Asked) -> Iterator[object]:
    yield b""


def garbage(asked: Asked) -> Iterator[object]:
    yield b"\x16\x03\x01\x00 SSH-2.0-hostile \x00\xff\r\n" * 3


def drip_of_everything(asked: Asked) -> Iterator[object]:
    for byte in itertools.cycle(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 50):
        yield bytes([byte])
        yield 0.2


def drip_of_body(asked: Asked) -> Iterator[object]:
    yield head(200)
    for _ in itertools.count():
        yield b" "
        yield 0.2


def endless_body(asked: Asked) -> Iterator[object]:
    yield head(200)
    for _ in itertools.count():
        yield b" " * 65536


def endless_stream(asked: Asked) -> Iterator[object]:
    if not asked.body.get("stream"):
        yield from honest(asked)
        return
    yield head(200, EVENTS) + frame(chunks()[0])
    for _ in itertools.count():
        yield frame(chunk({"content": "and "})) * 20


def stalled_stream(asked: Asked) -> Iterator[object]:
    yield from honest(asked)
    if asked.body.get("stream"):
        yield HANG


def reset_mid_body(asked: Asked) -> Iterator[object]:
    yield head(200, JSON, 1000) + b'{"object": "list", "da'
    yield RESET


def dies(asked: Asked) -> Iterator[object]:
    if asked.number > 40:
        yield DIE
    yield from honest(asked)


def dies_of_one_request(asked: Asked) -> Iterator[object]:
    if asked.body.get("n") == 0:
        yield DIE
    yield from honest(asked)


def wedges(asked: Asked) -> Iterator[object]:
    if asked.number > 40 and asked.method == "POST":
        yield HANG
    yield from honest(asked)


def dies_behind_a_proxy(asked: Asked) -> Iterator[object]:
    yield from honest(asked) if asked.number <= 40 else ()


def one_by_one(asked: Asked) -> Iterator[object]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in itertools.count():
        yield f"X-{number}: 1\r\n".encode()
        yield 0.2


def interim_answers(asked: Asked) -> Iterator[object]:
    for _ in itertools.count():
        yield b"HTTP/1.1 103 Early Hints\r\n\r\n"
        yield 0.2


def interim_flood(asked: Asked) -> Iterator[object]:
    for _ in itertools.count():
        yield b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000


def switches(asked: Asked) -> Iterator[object]:
    yield b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    yield HANG


def endless_trailers(asked: Asked) -> Iterator[object]:
    yield head(200, headers=IN_CHUNKS) + b"2\r\n{}\r\n0\r\n"
    for number in itertools.count():
        yield f"X-{number}: 1\r\n".encode() * 100


def endless_extension(asked: Asked) -> Iterator[object]:
    yield head(200, headers=IN_CHUNKS) + b"2;x="
    for _ in itertools.count():
        yield b"y" * 65536


def answered_twice(asked: Asked) -> Iterator[object]:
    """The second answer is nobody's, on a connection that is left open."""
    whole = b"".join(honest(asked)).replace(b"Connection: close\r\n", b"")
    sized = b"Content-Length" in whole
    yield whole + answer(500, error("whose is this?")).replace(b"Connection: close\r\n", b"") if sized else whole
