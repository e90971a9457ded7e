"""In place of the server: hands each request on to another, and writes what came of it as a rule of a script."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

import yaml
from oaic_spec import contract
from oaic_spec.mounts import API, beginning
from starlette.types import Receive, Scope, Send

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.http import hosts, wire
from oaic_server.http.arrival import arriving, raw_path
from oaic_server.http.intake import ClientGone, read
from oaic_server.http.routes import BASE_PATH, Routes
from oaic_server.script.recording import Piece, rule
from oaic_server.state.settings import Settings

OF_THE_HOP = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "host", "content-length"}
)
PLAIN = {"accept-encoding": "identity"}  # what is recorded is what people read
SECONDS = 600.0  # for models that think


class BrokenOff(Exception):
    """The other server did not come to the end of its answer: nor does this one, and nothing is recorded."""


class Recorder:
    def __init__(self, settings: Settings, upstream: str, file: Path) -> None:
        self.names: hosts.Names = None
        self._settings, self._upstream, self._file = settings, upstream.rstrip("/"), file
        self._routes = Routes(contract().operations.values())
        import httpx  # weighs as much as the server, which does without

        self._client, self._unreached = httpx.AsyncClient, httpx.HTTPError

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(f"expected an HTTP request, found {scope['type']}")
        path = raw_path(scope)
        request = arriving(scope, self._routes.find(path))
        try:
            hosts.require_known(scope["headers"], scope.get("http_version", "1.1"), self.names)
            body = await read(request, receive, self._settings.body_limit)
            await self._handed_on(request, path.removeprefix(BASE_PATH), body, send)
        except (ClientGone, BrokenOff):
            return
        except Refusal as refusal:
            await refuse(refusal, request, send)
        except self._unreached as error:
            unreached = Refusal(502, f"{self._upstream} was not reached: {error!r}", code="upstream_unreached")
            await refuse(unreached, request, send)

    def stopping(self) -> None:
        """An answer that is under way is handed on to its end."""

    def stopped(self) -> None:
        """All has been written."""

    async def _handed_on(self, request: Request, path: str, body: bytes, send: Send) -> None:
        url = f"{self._base(request)}{path}" + (f"?{request.query}" if request.query else "")
        headers = {name: value for name, value in request.headers.items() if name not in OF_THE_HOP} | PLAIN
        began, pieces = time.monotonic(), list[Piece]()
        async with (
            self._client(timeout=SECONDS) as client,
            client.stream(request.method, url, headers=headers, content=body) as answer,
        ):
            raw = [(name, value) for name, value in answer.headers.raw if name.lower().decode() not in OF_THE_HOP]
            await send({"type": "http.response.start", "status": answer.status_code, "headers": raw})
            try:
                async for data in answer.aiter_raw():
                    pieces.append((time.monotonic() - began, data))
                    await send({"type": "http.response.body", "body": data, "more_body": True})
            except self._unreached as error:
                raise BrokenOff from error
        await send({"type": "http.response.body", "body": b""})
        self._write(request, body, answer.status_code, answer.headers.items(), pieces)

    def _base(self, request: Request) -> str:
        """Where the path begins there: what is asked at the root stands before the version."""
        operation = contract().operations.get(request.operation)
        return beginning(operation.servers[0] if operation and not request.versioned else API, self._upstream)

    def _write(
        self, request: Request, body: bytes, status: int, headers: Iterable[tuple[str, str]], pieces: list[Piece]
    ) -> None:
        """What no operation of the contract names is handed on, and not recorded."""
        if request.operation:
            written = rule(request.operation, body, status, headers, pieces, request.key)
            with open(self._file, "a", encoding="utf-8", opener=private) as file:
                file.write(yaml.safe_dump([written], allow_unicode=True, sort_keys=False, width=120))


def private(path: str, flags: int) -> int:
    """Opens what only its owner reads: people's own words are in it."""
    return os.open(path, flags, 0o600)


async def refuse(refusal: Refusal, request: Request, send: Send) -> None:
    reply = refusal.reply(request)
    await wire.send_plain(reply, reply.content(), send)
