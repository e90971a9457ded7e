"""Lines for standard error, written together: a write for each would cost as much as many an answer."""

from __future__ import annotations

import asyncio
import sys

SOON = 0.05  # seconds that a line may wait for others


class Lines:
    def __init__(self) -> None:
        self._waiting: list[str] = []

    def add(self, line: str) -> None:
        if not self._waiting:
            asyncio.get_running_loop().call_later(SOON, self.write)
        self._waiting.append(line)

    def write(self) -> None:
        """All that wait, at once."""
        if self._waiting:
            written, self._waiting = self._waiting, []
            sys.stderr.write("".join(f"{line}\n" for line in written))
            sys.stderr.flush()
