"""Pieces leave while somebody reads them; what made them is closed in any case."""

from __future__ import annotations

import asyncio

import pytest
from oaic_server.http.leaving import send_until_left


class Client:
    """Reads so many pieces, then leaves."""

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


class Pieces:
    def __init__(self, count, pause=0.0):
        self.count, self.pause, self.is_closed = count, pause, False

    async def made(self):
        try:
            for number in range(self.count):
                await asyncio.sleep(self.pause)
                yield str(number).encode()
        finally:
            self.is_closed = True


def test_all_pieces_leave_and_the_end():
    async def run():
        client, pieces = Client(9), Pieces(2)
        await send_until_left(pieces.made(), client.receive, client.send)
        assert [message["body"] for message in client.got] == [b"0", b"1", b""]
        assert [message.get("more_body", False) for message in client.got] == [True, True, False]
        assert pieces.is_closed

    asyncio.run(run())


@pytest.mark.parametrize("pause", [0.0, 3600.0])
def test_nothing_is_made_for_a_client_that_left(pause):
    async def run():
        client, pieces = Client(2), Pieces(10**6, 0.0)
        await send_until_left(pieces.made(), client.receive, client.send)
        waiting, never = Client(1), Pieces(1, pause)
        waiting.has_left.set()
        await send_until_left(never.made(), waiting.receive, waiting.send)
        assert len(client.got) < 10
        assert b"" not in [message["body"] for message in client.got]
        assert pieces.is_closed
        assert never.is_closed
        assert asyncio.current_task().cancelling() == 0

    asyncio.run(run())


def test_a_failure_of_what_makes_them_is_no_departure():
    async def broken():
        yield b"0"
        raise LookupError

    async def run():
        client = Client(9)
        with pytest.raises(LookupError):
            await send_until_left(broken(), client.receive, client.send)

    asyncio.run(run())


def test_who_is_told_to_stop_stops():
    async def run():
        client, pieces = Client(9), Pieces(1, 3600.0)
        streaming = asyncio.create_task(send_until_left(pieces.made(), client.receive, client.send))
        await asyncio.sleep(0.01)
        streaming.cancel()
        with pytest.raises(asyncio.CancelledError):
            await streaming
        assert pieces.is_closed

    asyncio.run(run())
