"""A server that was told to stop: what is being answered is answered to its end, without its pauses."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Closing:
    seconds: float  # in which open answers must end; then they are cut off
    is_begun: bool = False
    _pausing: set[asyncio.Future[None]] = field(default_factory=set)

    def begin(self) -> None:
        self.is_begun = True
        for pausing in self._pausing:
            resume(pausing)

    def pause(self, seconds: float) -> Coroutine[Any, Any, None]:
        """Waits as long as that, or until the server is told to stop."""
        return asyncio.sleep(0) if seconds <= 0 or self.is_begun else self._pause(seconds)

    async def _pause(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        pausing = loop.create_future()
        ending = loop.call_later(seconds, resume, pausing)
        self._pausing.add(pausing)
        try:
            await pausing
        finally:
            ending.cancel()
            self._pausing.discard(pausing)


def resume(pausing: asyncio.Future[None]) -> None:
    if not pausing.done():
        pausing.set_result(None)
