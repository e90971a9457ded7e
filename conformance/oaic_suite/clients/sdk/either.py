"""What is told once for both clients: the synchronous one is awaited too, and never waits."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

Body = Mapping[str, Any]
Given = dict[str, Any]


async def settled(value: Any) -> Any:
    """What a call gave, whichever client was called."""
    return await value if inspect.isawaitable(value) else value


class Each:
    """The items of an iterable, whichever kind it is."""

    def __init__(self, source: Any) -> None:
        self.following = aiter(source) if hasattr(source, "__aiter__") else iter(source)

    def __aiter__(self) -> Each:
        return self

    async def __anext__(self) -> Any:
        if hasattr(self.following, "__anext__"):
            return await anext(self.following)
        for item in self.following:
            return item
        raise StopAsyncIteration


@asynccontextmanager
async def opened(manager: Any) -> AsyncIterator[Any]:
    if hasattr(manager, "__aenter__"):
        async with manager as entered:
            yield entered
    else:
        with manager as entered:
            yield entered


def whole(model: Any) -> Any:
    """A model as the JSON value it was made of."""
    return model.to_dict(mode="python", warnings=False)
