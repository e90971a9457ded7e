"""Bytes on a socket that are hardly HTTP: answered or hung up on, and the next client is served."""

from __future__ import annotations

import json
import socket
from contextlib import closing
from urllib.parse import urlsplit

from arbitrary import little
from hypothesis import given
from hypothesis import strategies as st

SECONDS = 30  # far more than any answer takes: it only ends a hang
BODY = b'{"model":"parrot-1","messages":[{"role":"user","content":"Hi"}]}'
LINES = [
    b"POST /v1/chat/completions HTTP/1.1",
    b"GET /v1/models HTTP/1.1",
    b"GET /v1/models/\xff%ff HTTP/1.1",
    b"get / HTTP/9.9",
    b"GET http://a/v1/models HTTP/1.0",
    b"OPTIONS * HTTP/1.1",
    b"PRI * HTTP/2.0",
    b"POST /v1/embeddings",
    b"\x16\x03\x01",
]
FIELDS = [
    b"host: localhost",
    b"host: x",
    b"authorization: Bearer sk-test",
    b"content-type: application/json",
    b"content-length: 64",
    b"content-length: 5",
    b"content-length: -1",
    b"content-length: " + b"9" * 30,
    b"transfer-encoding: chunked",
    b"transfer-encoding: gzip, chunked",
    b"expect: 100-continue",
    b"upgrade: websocket",
    b"connection: close",
    b"x: \xff\x00",
    b"no colon",
    b": no name",
    b" folded",
]
ENDS = [
    b"",
    BODY,
    b"40\r\n" + BODY + b"\r\n0\r\n\r\n",
    b"zz\r\n",
    b"ffffffffffffffffff\r\nx",
    b"0\r\nx: y\r\n\r\n",
    b"\x00" * 70,
]
WELL = b"GET /v1/models HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer sk-test\r\nconnection: close\r\n\r\n"
REQUESTS = st.builds(
    lambda line, fields, end, ending: ending.join([line, *fields, b"", b""]) + end,
    st.sampled_from(LINES) | st.binary(max_size=40),
    st.lists(st.sampled_from(FIELDS), max_size=6),
    st.sampled_from(ENDS) | st.binary(max_size=80),
    st.sampled_from([b"\r\n", b"\r\n", b"\n", b"\r"]),
)


def answered(server, request):
    """All that comes back to a client who says no more, until the server hangs up."""
    address = urlsplit(server.base_url)
    with closing(socket.create_connection((address.hostname, address.port), SECONDS)) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except ConnectionError:
            return b""


@little()
@given(REQUESTS)
def test_any_bytes_are_answered_or_hung_up_on(server, said):
    for status, headers, body in answers(answered(server, said)):
        assert 100 <= status < 500
        assert status < 400 or "text/plain" in headers or json.loads(body)["error"]["message"]
    assert answered(server, WELL).startswith(b"HTTP/1.1 200 OK")


def answers(received):
    """Status, headers and body of each answer; what is no HTTP for the server it refuses before we hear of it."""
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        start, _, headers = head.decode("latin-1").partition("\r\n")
        lengths = [
            line.partition(":")[2] for line in headers.lower().split("\r\n") if line.startswith("content-length:")
        ]
        length = int(lengths[0]) if lengths else len(rest)
        yield int(start.split()[1]), headers, rest[:length]
        received = rest[length:]
