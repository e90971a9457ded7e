"""Clients that never finish, and servers that are told to: nobody waits for ever, and nothing is left behind."""

from __future__ import annotations

import signal
import socket
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import httpx
import pytest
from oaic_server.http.serving.patience import MOST_AHEAD, MOST_COMING, Coming
from own_process import megabytes, serving

GIVE_UP = 60  # seconds: only ends a hang
LARGEST = 8 * 2**20  # bytes of a body
MOST = 320  # megabytes
HALVES = {
    "a head": b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nx-slow: ",
    "a body": b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{",
    "chunks": b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{",
    "nothing": b"",
}
STREAM = {"model": "parrot-1", "stream": True, "messages": [{"role": "user", "content": "one two three"}]}


def connected(server):
    address = urlsplit(server.base_url)
    return socket.create_connection((address.hostname, address.port), GIVE_UP)


def rest(connection):
    return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.fixture
def impatient(reference_server_factory):
    return reference_server_factory(arrival_seconds=0.2, api_keys=(), body_limit=100_000)


@pytest.mark.slow
@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_a_half_sent_request_ends(impatient, half):
    with closing(connected(impatient)) as connection:
        connection.sendall(half)
        assert rest(connection) == b""


def test_a_request_in_pieces_that_come_in_time_is_answered(reference_server_factory):
    with closing(connected(reference_server_factory(api_keys=()))) as connection:
        for piece in (HALVES["a head"], b"y\r\nconnection: close\r\ncontent-length: 2\r\n\r\n", b"{", b"}"):
            connection.sendall(piece)
        assert rest(connection).startswith(b"HTTP/1.1 400 ")


def test_what_is_refused_before_it_is_whole_ends_too(impatient):
    with closing(connected(impatient)) as connection:
        connection.sendall(HALVES["a body"].replace(b"/chat/completions", b"/nowhere"))
        assert rest(connection).startswith(b"HTTP/1.1 404 ")


def test_a_second_request_that_is_half_sent_ends_too(impatient):
    with closing(connected(impatient)) as connection:
        connection.sendall(b"GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n" + HALVES["a head"])
        assert rest(connection).startswith(b"HTTP/1.1 200 ")


def test_hundreds_of_half_sent_requests_hinder_nobody(reference_server_factory):
    server = reference_server_factory(api_keys=())
    with ExitStack() as opened:
        for _ in range(75):
            for half in HALVES.values():
                opened.enter_context(closing(connected(server))).sendall(half)
        answers = [httpx.post(f"{server.base_url}/chat/completions", json=STREAM, trust_env=False) for _ in range(5)]
    assert [(answer.status_code, answer.text[-14:]) for answer in answers] == [(200, "data: [DONE]\n\n")] * 5


def test_a_body_without_end_is_refused_at_the_limit(reference_server_factory):
    server = reference_server_factory(api_keys=(), body_limit=100_000)
    head = HALVES["chunks"].partition(b"5\r\n")[0]
    with closing(connected(server)) as connection:
        connection.sendall(head)
        sent = 0
        while sent < 10_000_000 and not readable(connection):
            connection.sendall(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
            sent += 10_000
        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("requests", [MOST_AHEAD, 40 * MOST_AHEAD])
def test_only_so_many_requests_may_come_before_the_one_is_answered(reference_server_factory, requests):
    asked = b"GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n"
    with closing(connected(reference_server_factory(api_keys=()))) as connection:
        connection.sendall(asked * (requests - 1) + asked.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))
        try:
            answered = rest(connection).count(b"HTTP/1.1 200 ")
        except ConnectionResetError:
            answered = 0
    assert answered == (requests if requests <= MOST_AHEAD else 0)


def readable(connection):
    connection.settimeout(0)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        connection.settimeout(GIVE_UP)


class Connection:
    """What is closed, once."""

    closed = 0

    def abort(self):
        self.closed += 1


def test_where_too_much_is_coming_the_oldest_make_room():
    coming, connections = Coming(), [Connection() for _ in range(6)]
    for connection in connections * 2:
        coming.add(connection, MOST_COMING // 12)
    coming.remove(connections[1])
    coming.add(connections[5], MOST_COMING // 6)
    assert [connection.closed for connection in connections] == [0] * 6
    coming.add(connections[5], MOST_COMING // 6)
    assert [connection.closed for connection in connections] == [1, 0, 0, 0, 0, 0]


@pytest.mark.slow
def test_bodies_that_never_end_hinder_nobody_and_fill_nothing():
    with serving() as (process, base_url), ExitStack() as opened:
        for _ in range(60):
            connection = opened.enter_context(closing(begun(base_url)))
            connection.sendall(b"x" * (LARGEST - 1))
        answer = httpx.post(f"{base_url}/chat/completions", json=STREAM, trust_env=False, timeout=GIVE_UP)
        most = megabytes(process)
    assert answer.status_code == 200
    assert most < MOST


def begun(base_url):
    """A connection on which the head of a request has come, with as large a body as there may be."""
    connection = socket.create_connection((urlsplit(base_url).hostname, urlsplit(base_url).port), GIVE_UP)
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: {LARGEST}\r\n"
    connection.sendall(f"{head}content-type: application/json\r\n\r\n".encode())
    return connection


@pytest.fixture
def served():
    """A server of its own process, whose streams take for ever; its port."""
    with serving("--token-delay-ms", "60000") as (process, base_url):
        yield process, base_url


def test_a_stream_is_cut_off_when_its_server_is_killed(served):
    process, base_url = served
    with (
        httpx.Client(trust_env=False, timeout=GIVE_UP) as client,
        client.stream("POST", f"{base_url}/chat/completions", json=STREAM) as answer,
    ):
        pieces = answer.iter_raw()
        assert next(pieces).startswith(b"data: {")
        process.kill()
        with pytest.raises(httpx.RemoteProtocolError):
            b"".join(pieces)
    assert process.wait(GIVE_UP) == -signal.SIGKILL


def test_what_was_killed_leaves_its_port(served):
    process, base_url = served
    process.kill()
    process.wait(GIVE_UP)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", urlsplit(base_url).port))
        listener.listen()
