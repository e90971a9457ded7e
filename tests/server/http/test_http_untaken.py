"""Clients that do not take what they asked for: waited for while they read; they hinder nobody, and fill nothing."""

from __future__ import annotations

import asyncio
import json
import select
import signal
import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest
from oaic_server.http.serving.patience import MOST_UNTAKEN, Untaken
from own_process import megabytes, serving

GIVE_UP = 120  # seconds: only ends a hang
CLIENTS = 150  # of each kind
FEWEST = 20  # that are still read, where the answers are as large as there are
MOST = 512  # megabytes
SMALL = 4_096  # bytes that a client's system takes before the client does
LONG = [{"role": "user", "content": "word " * 16_000}]
SLOW = {
    "long streams": ("/chat/completions", {"model": "parrot-1", "stream": True, "messages": LONG}),
    "many vectors": ("/embeddings", {"model": "parrot-1", "input": [f"w{at}" for at in range(2_048)]}),
}


# --- what is waited for --------------------------------------------------------------------------------


class Transport:
    """What is left to write, as it is asked again and again, the last of it for ever; and the socket below."""

    def __init__(self, *left):
        self.left, self.aborted = [*left], asyncio.Event()

    def get_write_buffer_size(self):
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]

    def get_extra_info(self, name):
        return self

    def setsockopt(self, *option):
        assert not self.aborted.is_set()

    def abort(self):
        self.aborted.set()


def test_who_reads_is_waited_for_and_who_does_not_is_given_up():
    async def left():
        transport = Transport(9, 5, 4, 4, 3)
        Untaken(0.001).add(transport)
        await asyncio.wait_for(transport.aborted.wait(), GIVE_UP)
        return transport.left

    assert asyncio.run(left()) == [3]


def test_where_too_much_waits_the_oldest_make_room():
    async def aborted():
        untaken, transports = Untaken(GIVE_UP), [Transport(MOST_UNTAKEN // 4) for _ in range(8)]
        for transport in transports[:3]:
            untaken.add(transport)
        untaken.remove(transports[1])
        for transport in transports[3:]:
            untaken.add(transport)
        return [at for at, transport in enumerate(transports) if transport.aborted.is_set()]

    assert asyncio.run(aborted()) == [0, 2, 3]


# --- over sockets --------------------------------------------------------------------------------------


def asked(base_url, path, body):
    """A connection on which that has been asked, and nothing read."""
    address, content = urlsplit(base_url), json.dumps(body).encode()
    connection = socket.socket()
    connection.settimeout(GIVE_UP)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    connection.connect((address.hostname, address.port))
    head = f"POST /v1{path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    connection.sendall(f"{head}content-length: {len(content)}\r\n\r\n".encode() + content)
    return connection


@pytest.mark.slow
def test_an_answer_that_nobody_takes_is_given_up(reference_server_factory):
    server = reference_server_factory(taking_seconds=0.2, api_keys=())
    with asked(server.base_url, *SLOW["many vectors"]) as connection:
        assert connection.recv(1) == b"H"
        ended = select.poll()
        ended.register(connection, 0)  # an end is told unasked
        assert ended.poll(GIVE_UP * 1000) != []


@pytest.fixture
def served():
    """A server of its own process; its port."""
    with serving() as (process, base_url):
        yield process, base_url


@pytest.mark.thorough
@pytest.mark.parametrize("kind", SLOW)
def test_hundreds_of_slow_clients_hinder_nobody_and_fill_nothing(served, kind, capsys):
    """Some read a byte now and then, as many send a byte of their head now and then; ordinary clients are answered."""
    process, base_url = served
    path, body = SLOW[kind]
    with ExitStack() as opened, httpx.Client(trust_env=False, timeout=GIVE_UP) as client:
        readers = [opened.enter_context(asked(base_url, path, body)) for _ in range(CLIENTS)]
        writers = [opened.enter_context(begun(base_url)) for _ in range(CLIENTS)]
        statuses = []
        for _ in range(4):
            told = [taken(reader) for reader in readers]
            for writer in writers:
                writer.sendall(b"x")
            statuses.append(client.post(f"{base_url}{path}", json=body).status_code)
        most = megabytes(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(GIVE_UP) == 0
    with capsys.disabled():
        print(f"\n{kind}: {sum(told)} of {CLIENTS} still read, {most} MB")
    assert statuses == [200] * 4
    assert sum(told) >= FEWEST
    assert most < MOST


def taken(connection):
    """Whether a byte more came."""
    try:
        return bool(connection.recv(1))
    except ConnectionResetError:
        return False


def begun(base_url):
    """A connection on which a head has begun."""
    connection = socket.create_connection((urlsplit(base_url).hostname, urlsplit(base_url).port), GIVE_UP)
    connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nx-slow: ")
    return connection
