"""What faults of streamed completions change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oaic_server.exchange.reply import Frame, Reply


def frames_of(reply: Reply) -> list[Frame]:
    return reply.frames or []


def pieces(reply: Reply) -> Iterator[Any]:
    """Every entry of every chunk's `choices`."""
    return (said for frame in reply.chunks for said in frame.data["choices"])
