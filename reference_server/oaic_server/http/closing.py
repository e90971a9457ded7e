"""A server that was told to stop: what is being answered is answered to its end, without its pauses."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass
class Closing:
    seconds: float  # in which open answers must end; then they are cut off
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def pause(self, seconds: float) -> None:
        """Waits as long as that, or until the server is told to stop."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.begun.wait()
