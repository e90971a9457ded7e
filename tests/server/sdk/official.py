"""The official SDK, with and without asyncio, beside the bytes that it was given."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import openai


@dataclass
class Wire:
    """The last answer, byte for byte."""

    headers: httpx2.Headers = field(default_factory=httpx2.Headers)
    body: bytearray = field(default_factory=bytearray)

    def begin(self, answer: httpx2.Response) -> None:
        self.headers, self.body = answer.headers, bytearray()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def chunks(self) -> list[Any]:
        """What the events of a stream carry, in order."""
        *events, done, rest = self.body.decode().split("\n\n")
        assert (done, rest) == ("data: [DONE]", "")
        return [json.loads(event.removeprefix("data: ")) for event in events]


class Tap(httpx2.BaseTransport):
    def __init__(self, wire: Wire) -> None:
        self.wire, self.inner = wire, httpx2.HTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = self.inner.handle_request(request)
        self.wire.begin(answer)
        answer.stream = Copied(answer.stream, self.wire)
        return answer

    def close(self) -> None:
        self.inner.close()


class Copied(httpx2.SyncByteStream):
    def __init__(self, stream: Any, wire: Wire) -> None:
        self.stream, self.wire = stream, wire

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.stream:
            self.wire.body += piece
            yield piece

    def close(self) -> None:
        self.stream.close()


class AsyncTap(httpx2.AsyncBaseTransport):
    def __init__(self, wire: Wire) -> None:
        self.wire, self.inner = wire, httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self.inner.handle_async_request(request)
        self.wire.begin(answer)
        answer.stream = AsyncCopied(answer.stream, self.wire)
        return answer

    async def aclose(self) -> None:
        await self.inner.aclose()


class AsyncCopied(httpx2.AsyncByteStream):
    def __init__(self, stream: Any, wire: Wire) -> None:
        self.stream, self.wire = stream, wire

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self.stream:
            self.wire.body += piece
            yield piece

    async def aclose(self) -> None:
        await self.stream.aclose()


class Plain:
    """`call` takes a client and returns what the SDK returns."""

    def __init__(self, base_url: str, api_key: str) -> None:
        self.wire = Wire()
        self.options = {"base_url": base_url, "api_key": api_key, "max_retries": 0}

    def client(self) -> openai.OpenAI:
        return openai.OpenAI(**self.options, http_client=openai.DefaultHttpxClient(transport=Tap(self.wire)))

    def one(self, call):
        with self.client() as client:
            return call(client)

    def each(self, call):
        with self.client() as client:
            return list(call(client))

    def helped(self, call, final="get_final_completion"):
        """The events of a stream helper, and what it makes of them."""
        with self.client() as client, call(client) as stream:
            return list(stream), getattr(stream, final)()

    def paged(self, call):
        """Every item of a list, page after page."""
        return self.each(call)


class Async(Plain):
    """The same under asyncio."""

    def client(self) -> openai.AsyncOpenAI:
        tapped = openai.DefaultAsyncHttpxClient(transport=AsyncTap(self.wire))
        return openai.AsyncOpenAI(**self.options, http_client=tapped)

    def one(self, call):
        async def asked():
            async with self.client() as client:
                return await call(client)

        return asyncio.run(asked())

    def each(self, call):
        async def asked():
            async with self.client() as client:
                return [one async for one in await call(client)]

        return asyncio.run(asked())

    def helped(self, call, final="get_final_completion"):
        async def asked():
            async with self.client() as client, call(client) as stream:
                return [event async for event in stream], await getattr(stream, final)()

        return asyncio.run(asked())

    def paged(self, call):
        async def asked():
            async with self.client() as client:
                return [one async for one in call(client)]

        return asyncio.run(asked())


WAYS = (Plain, Async)


def told(answer: Any) -> Any:
    """What the SDK gave, as JSON again; what it added of its own is left out."""
    return answer.to_dict(mode="json")
