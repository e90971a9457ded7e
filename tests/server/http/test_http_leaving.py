"""Pieces leave while somebody reads them; what made them is closed in any case."""

from __future__ import annotations

import asyncio

import pytest
from oaic_server.http.leaving import Pieces

POST, HEAD = {"type": "http", "method": "POST"}, {"type": "http", "method": "HEAD"}


class Client:
    """Reads so many messages, then leaves."""

    def __init__(self, patience):
        self.patience, self.got = patience, []
        self.has_left = asyncio.Event()

    async def receive(self):
        await self.has_left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.got.append(message)
        if len(self.got) == self.patience:
            self.has_left.set()

    async def reads(self, made, scope=POST):
        leaving = Pieces(made, 200, [(b"a", b"b")])
        await leaving(scope, self.receive, self.send)
        return leaving

    @property
    def bodies(self):
        return [message["body"] for message in self.got[1:]]


class Made:
    def __init__(self, count, pause=0.0):
        self.count, self.pause, self.is_begun, self.is_closed = count, pause, False, False

    async def pieces(self):
        self.is_begun = True
        try:
            for number in range(self.count):
                await asyncio.sleep(self.pause)
                yield str(number).encode()
        finally:
            self.is_closed = True


def test_all_pieces_leave_and_the_end():
    async def run():
        client, made = Client(9), Made(2)
        leaving = await client.reads(made.pieces())
        assert client.got[0] == {"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]}
        assert client.bodies == [b"0", b"1", b""]
        assert [message["more_body"] for message in client.got[1:]] == [True, True, False]
        assert (leaving.is_whole, made.is_closed) == (True, True)

    asyncio.run(run())


@pytest.mark.parametrize(("patience", "pause"), [(3, 0.0), (1, 3600.0)], ids=["while it reads", "while it waits"])
def test_nothing_is_made_for_a_client_that_left(patience, pause):
    async def run():
        client, made = Client(patience), Made(10**6, pause)
        leaving = await client.reads(made.pieces())
        assert len(client.got) < 10
        assert b"" not in client.bodies
        assert (leaving.is_whole, made.is_closed) == (False, True)
        assert asyncio.current_task().cancelling() == 0

    asyncio.run(run())


def test_a_head_begins_no_stream():
    async def run():
        client, made = Client(9), Made(2)
        leaving = await client.reads(made.pieces(), HEAD)
        assert (client.bodies, leaving.is_whole, made.is_begun) == ([b""], True, False)

    asyncio.run(run())


def test_a_failure_of_what_makes_them_is_no_departure():
    async def broken():
        yield b"0"
        raise LookupError

    async def run():
        with pytest.raises(LookupError):
            await Client(9).reads(broken())

    asyncio.run(run())


def test_who_is_told_to_stop_stops():
    async def run():
        made = Made(1, 3600.0)
        streaming = asyncio.create_task(Client(9).reads(made.pieces()))
        await asyncio.sleep(0.01)
        streaming.cancel()
        with pytest.raises(asyncio.CancelledError):
            await streaming
        assert made.is_closed

    asyncio.run(run())


def test_nothing_watches_a_client_that_is_done():
    async def run():
        await Client(9).reads(Made(1).pieces())
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())
