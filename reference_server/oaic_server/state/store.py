"""Where shelves stand: in memory, where only the latest is kept and nothing outlasts the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oaic_server.state.shelf import MOST, Codec, Latest, Shelf


class Store:
    is_bounded = True

    def shelf(self, kind: str, codec: Codec[Any], most: int = MOST, *, forgets: bool = False) -> Shelf[Any]:
        """For one kind of thing; where it outlasts the server it is as large as the disk, unless it `forgets`."""
        return Latest(most, codec.size)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is done within happens whole or not at all, and no other worker comes between."""
        yield

    def close(self) -> None:
        """Nothing more is kept."""
