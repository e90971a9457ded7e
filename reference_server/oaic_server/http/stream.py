"""A stream: its frames as the writes they leave in, each at its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from dataclasses import dataclass

from oaic_server.exchange.failure import failed
from oaic_server.exchange.reply import Encode, Frame, Reply
from oaic_server.http.serving.closing import Closing

FRAMES_A_WRITE = 16
BYTES_A_WRITE = 16 * 1024


@dataclass(slots=True)
class Write:
    delay: float
    frames: list[bytes]
    size: int

    def takes(self, encoded: bytes) -> bool:
        """Adds a frame where there is room for it."""
        size = self.size + len(encoded)
        if len(self.frames) >= FRAMES_A_WRITE or size > BYTES_A_WRITE:
            return False
        self.frames.append(encoded)
        self.size = size
        return True


async def departures(reply: Reply, closing: Closing) -> AsyncGenerator[bytes]:
    """The writes on an absolute schedule: a late one does not make the next ones later."""
    clock = asyncio.get_running_loop().time
    due = clock()
    for write in writes(ended_by_an_error(reply), reply.encode):
        due += write.delay
        await closing.pause(due - clock() if write.delay else 0)
        yield b"".join(write.frames)


def writes(frames: Iterable[Frame], encode: Encode) -> Iterator[Write]:
    """The first frame leaves alone, for it says the answer has begun; those due together leave together."""
    opened: Write | None = None
    for number, frame in enumerate(frames):
        encoded = frame.encode(encode)
        if opened and number > 1 and not frame.delay and opened.takes(encoded):
            continue
        if opened:
            yield opened
        opened = Write(frame.delay, [encoded], len(encoded))
    if opened:
        yield opened


def ended_by_an_error(reply: Reply) -> Iterator[Frame]:
    """Where making a frame fails, the status line has been sent already, so the error is sent as the last frame."""
    try:
        yield from reply.source or ()
    except Exception as error:
        yield reply.framed(failed(error, "making a stream").told(reply.request.operation))
