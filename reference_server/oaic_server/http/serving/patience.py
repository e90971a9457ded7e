"""An HTTP connection that is closed where a request does not come, or an answer is not taken; uvicorn would wait."""

from __future__ import annotations

import asyncio
import socket
import struct

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MIB = 1024 * 1024
# Bytes of requests that are not whole, and of answers that wait for their clients; of either the oldest make room.
MOST_COMING, MOST_UNTAKEN = 160 * MIB, 160 * MIB
MOST_AHEAD = 100  # requests of a connection that come before the one is answered; each takes fifty times its bytes
AT_ONCE = struct.pack("ii", 1, 0)


class Coming:
    """The requests that have begun and are not whole: how much has come of each, the oldest first."""

    def __init__(self) -> None:
        self._came: dict[asyncio.Transport, int] = {}
        self._bytes = 0

    def add(self, transport: asyncio.Transport, size: int) -> None:
        self._came[transport] = self._came.get(transport, 0) + size
        self._bytes += size
        while len(self._came) > 1 and self._bytes > MOST_COMING:
            oldest = next(iter(self._came))
            self.remove(oldest)
            oldest.abort()

    def remove(self, transport: asyncio.Transport) -> None:
        self._bytes -= self._came.pop(transport, 0)


class TooManyAhead(Exception):
    """Ends the reading of what has come."""


class Untaken:
    """The answers of a server that are made faster than they are read: what is left of each, the oldest first."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._due: dict[asyncio.Transport, asyncio.TimerHandle] = {}

    def add(self, transport: asyncio.Transport) -> None:
        self._wait(transport)
        while len(self._due) > 1 and sum(each.get_write_buffer_size() for each in self._due) > MOST_UNTAKEN:
            self._give_up(next(iter(self._due)))

    def remove(self, transport: asyncio.Transport) -> None:
        if due := self._due.pop(transport, None):
            due.cancel()

    def _wait(self, transport: asyncio.Transport) -> None:
        loop, left = asyncio.get_running_loop(), transport.get_write_buffer_size()
        self._due[transport] = loop.call_later(self._seconds, self._look, transport, left)

    def _look(self, transport: asyncio.Transport, left: int) -> None:
        """Whoever reads, however slowly, is waited for."""
        if transport.get_write_buffer_size() < left:
            self._wait(transport)
        else:
            self._give_up(transport)

    def _give_up(self, transport: asyncio.Transport) -> None:
        self.remove(transport)
        reset(transport)


def reset(transport: asyncio.Transport) -> None:
    """Ends it without what has been written and not taken: what the system keeps of that would wait as well."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    transport.abort()


def patient_for(arriving: float, taking: float) -> type[HttpToolsProtocol]:
    """Head and body have this time together; between two requests of a connection uvicorn's own limit holds."""
    coming, untaken = Coming(), Untaken(taking)

    class Protocol(HttpToolsProtocol):
        _coming = False  # a request has begun and is not whole
        _due: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._coming:
                self._wait()
                coming.add(self.transport, len(data))
            else:
                self._wait_no_more()
                coming.remove(self.transport)

        def on_message_begin(self) -> None:
            if len(self.pipeline) >= MOST_AHEAD:
                self.transport.abort()
                raise TooManyAhead
            self._coming = True
            super().on_message_begin()

        def on_message_complete(self) -> None:
            self._coming = False
            super().on_message_complete()

        def pause_writing(self) -> None:
            super().pause_writing()
            untaken.add(self.transport)

        def resume_writing(self) -> None:
            super().resume_writing()
            untaken.remove(self.transport)

        def connection_lost(self, exc: Exception | None) -> None:
            self._wait_no_more()
            coming.remove(self.transport)
            untaken.remove(self.transport)
            super().connection_lost(exc)

        def _wait(self) -> None:
            if self._due is None and not self.transport.is_closing():
                self._due = self.loop.call_later(arriving, self.transport.close)

        def _wait_no_more(self) -> None:
            if self._due is not None:
                self._due.cancel()
                self._due = None

    return Protocol
