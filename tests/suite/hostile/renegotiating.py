"""Servers of TLS 1.2 that ask for the handshake again, or cannot do it safely: Python's ssl can be neither."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from hostile.honest import honest
from hostile.serving import CERTIFICATES, received
from hostile.wire import Asked

REQUEST = re.compile(rb"([A-Z]+) (/\S*) HTTP/1\.1\r\n.*?\r\n\r\n", re.DOTALL)
ASK_AGAIN = b"r\n"  # what makes `openssl s_server` send a HelloRequest
A_WHILE = 0.1  # seconds


def lacking() -> str:
    """What there must be for it, where that is not there."""
    openssl = shutil.which("openssl")
    told = subprocess.check_output([openssl, "version"], text=True) if openssl else ""
    return "" if told.startswith("OpenSSL 3") else "openssl, of version 3"


@contextmanager
def renegotiating(*, answers: bool) -> Iterator[str]:
    """Asks for the handshake again before each answer; or again and again, and never answers."""
    pem = str(CERTIFICATES / "sound.pem")
    command = ["openssl", "s_server", "-tls1_2", "-accept", "127.0.0.1:0", "-cert", pem, "-key", pem]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, bufsize=0, **pipes) as process:
        said = heard(process)
        port = next(found[1].decode() for piece in said if (found := re.search(rb"ACCEPT \S+:(\d+)\n", piece)))
        try:
            acting = threading.Thread(target=act, args=(process, said, answers))
            acting.start()
            yield f"https://127.0.0.1:{port}/v1"
        finally:
            process.kill()
            acting.join()


def heard(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """What clients sent, among what the program says of itself."""
    assert process.stdout
    while piece := process.stdout.read(65536):
        yield piece


def act(process: subprocess.Popen[bytes], said: Iterator[bytes], answers: bool) -> None:
    assert process.stdin
    data = b""
    for piece in said:
        data += piece
        while found := REQUEST.search(data):
            data = data[found.end() :]
            try:
                for told in spoken(found[1].decode(), found[2].decode(), answers):
                    process.stdin.write(told)
                    time.sleep(A_WHILE)
            except OSError:
                return  # the test is over


def spoken(method: str, path: str, answers: bool) -> Iterator[bytes]:
    yield ASK_AGAIN
    while not answers:
        yield ASK_AGAIN
    yield b"".join(honest(Asked(1, method, path, {}, {})))  # type: ignore[arg-type]


# RFC 5246, 7.4.1.3: a ServerHello without extensions, hence without the one of RFC 5746.
HELLO = b"\x03\x03" + bytes(32) + b"\x00" + b"\xc0\x2f" + b"\x00"
HANDSHAKE = b"\x02" + len(HELLO).to_bytes(3) + HELLO
RECORD = b"\x16\x03\x03" + len(HANDSHAKE).to_bytes(2) + HANDSHAKE


@contextmanager
def unsafe() -> Iterator[str]:
    """Knows only the renegotiation that lets somebody in between speak first; OpenSSL 3 refuses such a server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=greet, args=(listener,), daemon=True).start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/v1"


def greet(listener: socket.socket) -> None:
    with suppress(OSError):  # the test is over
        while True:
            connection, _ = listener.accept()
            with connection, suppress(ConnectionError):
                received(connection)
                connection.sendall(RECORD)
                received(connection)  # why it is refused
