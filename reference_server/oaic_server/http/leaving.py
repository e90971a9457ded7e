"""The pieces of an answer on their way out, by sse-starlette, until the client leaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import anyio
from sse_starlette import EventSourceResponse
from starlette.types import Message, Receive, Scope, Send

RawHeaders = list[tuple[bytes, bytes]]


class Pieces(EventSourceResponse):
    """One task beside it watches the client. Nothing pings, no write is timed, and what stops the server ends it."""

    def __init__(self, pieces: AsyncIterator[bytes], status: int, headers: RawHeaders) -> None:
        super().__init__(pieces, status, ping=0, sep="\n")
        self.raw_headers = headers
        self.is_whole = False  # whether it has left to its end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            await super().__call__(scope, receive, send)
            self.is_whole = True
            return
        watching = asyncio.create_task(self._listen_for_disconnect(receive))
        with anyio.CancelScope() as staying:
            watching.add_done_callback(lambda _: staying.cancel())
            try:
                await self._stream_response(send)
                self.is_whole = True
            finally:
                watching.cancel()

    async def _send_with_timeout(self, send: Send, message: Message) -> None:
        await send(message)
