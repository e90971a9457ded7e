"""A handler on a socket of this machine, while a test needs it."""

from __future__ import annotations

import itertools
import json
import math
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hostile.wire import DIE, HANG, RESET, Asked, Handler

CERTIFICATES = Path(__file__).parent / "certificates"  # of keys that are good for nothing
A_LOOK = 0.2  # seconds between two looks whether it is over


@contextmanager
def serving(handler: Handler | None, certificate: str = "") -> Iterator[str]:
    """The base URL of the server, while it stands; with a certificate it speaks TLS."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    url = f"{'https' if certificate else 'http'}://127.0.0.1:{listener.getsockname()[1]}/v1"
    if handler is None:
        listener.close()
        yield url
        return
    if certificate:
        listener = secured(listener, certificate)
    over = threading.Event()
    threading.Thread(target=accept, args=(listener, handler, over), daemon=True).start()
    try:
        yield url
    finally:
        over.set()
        listener.close()


def secured(listener: socket.socket, certificate: str) -> ssl.SSLSocket:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
    return context.wrap_socket(listener, server_side=True, do_handshake_on_connect=False)


def accept(listener: socket.socket, handler: Handler, over: threading.Event) -> None:
    for number in itertools.count(1):
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=serve, args=(listener, connection, handler, number, over), daemon=True).start()


def serve(
    listener: socket.socket, connection: socket.socket, handler: Handler, number: int, over: threading.Event
) -> None:
    with connection:
        try:
            for piece in handler(read(connection, number)):
                if over.is_set() or not send(piece, listener, connection, over):
                    return
        except OSError:
            return  # the suite hung up


def send(piece: object, listener: socket.socket, connection: socket.socket, over: threading.Event) -> bool:
    """Whether to go on after it."""
    if isinstance(piece, bytes):
        connection.sendall(piece)
        return True
    if piece is DIE:
        # Closing it would leave a thread in accept(), and with it the port.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        return False
    if piece is RESET:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False
    return not left(connection, over, math.inf if piece is HANG else piece)


def left(connection: socket.socket, over: threading.Event, seconds: float) -> bool:
    """Whether the client hangs up, or the test is over, within so many seconds."""
    due = time.monotonic() + seconds
    while not over.is_set() and (rest := due - time.monotonic()) > 0:
        connection.settimeout(min(rest, A_LOOK))
        try:
            received(connection)
        except TimeoutError:
            continue
        except ConnectionError:
            return True
        finally:
            connection.settimeout(None)
    return over.is_set()


def received(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError
    return data


def read(connection: socket.socket, number: int) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(connection)
    top, _, body = data.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += received(connection)
    method, path, _ = first.split(" ", 2)
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        sent = {}
    return Asked(number, method, path, headers, sent if isinstance(sent, dict) else {})
