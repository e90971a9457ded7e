"""The pieces of an answer on their way out, until the client leaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from starlette.types import Receive, Send


async def send_until_left(pieces: AsyncGenerator[bytes], receive: Receive, send: Send) -> None:
    """Beside the answer one task watches the client: a stream that nobody reads any more ends there."""
    streaming = asyncio.current_task()
    watching = asyncio.create_task(left(receive))
    watching.add_done_callback(lambda watched: streaming and not watched.cancelled() and streaming.cancel())
    try:
        async for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    except asyncio.CancelledError:
        if not watching.done() or streaming is None:
            raise
        streaming.uncancel()
    finally:
        watching.cancel()
        await pieces.aclose()


async def left(receive: Receive) -> None:
    """Returns when the client has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
