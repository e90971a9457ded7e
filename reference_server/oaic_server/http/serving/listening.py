"""A socket that listens, and the HTTP server behind it."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import uvicorn
from starlette.types import Receive, Scope, Send

from oaic_server.http import hosts
from oaic_server.http.routes import BASE_PATH
from oaic_server.http.serving.patience import patient_for
from oaic_server.state.settings import Settings

BACKLOG = 2048
MARGIN_SECONDS = 0.5  # for what ends in time, and is late in saying so


class ListenError(OSError):
    """Says where the server could not listen."""


class Served(Protocol):
    names: hosts.Names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

    def stopping(self) -> None:
        """What is being answered is to come to its end."""

    def stopped(self) -> None:
        """Nothing more is asked."""


class Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, application: Served) -> None:
        super().__init__(config)
        self._application = application

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._application.stopping()
        await super().shutdown(sockets)
        self._application.stopped()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Forgets a signal that has stopped the server; uvicorn would raise it once more."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()

    def stop(self) -> None:
        self.handle_exit(signal.SIGTERM, None)


def server(application: Served, listener: socket.socket, settings: Settings) -> Server:
    """From here on the application knows by which names it is meant."""
    application.names = hosts.names(str(listener.getsockname()[0]), settings.host, settings.allow_hosts)
    config = uvicorn.Config(
        application,
        http=patient_for(settings.arrival_seconds, settings.taking_seconds),
        lifespan="off",
        ws="none",
        access_log=False,
        log_config=None,
        log_level="critical",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=settings.closing_seconds + MARGIN_SECONDS,  # type: ignore[arg-type]  # any number does
        backlog=BACKLOG,
    )
    return Server(config, application)


def bind(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    except OSError as error:
        raise ListenError(f"cannot listen on {host}: {error.strerror}") from None
    try:
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ListenError(f"cannot listen on {host} port {port}: {error.strerror}") from None
    return listener


def adopt(descriptor: int) -> socket.socket:
    """A socket that the parent process has bound already."""
    try:
        listener = socket.socket(fileno=descriptor)
        listener.listen(BACKLOG)
    except (OSError, ValueError) as error:
        message = f"cannot listen on file descriptor {descriptor}: {error}"
        raise ListenError(message) from None
    return listener


def base_url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{BASE_PATH}"


class Stoppable(Protocol):
    def stop(self) -> None: ...


def stop_with_parent(server: Stoppable) -> None:
    """Stops the server when the parent process ends, which ends standard input."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        server.stop()

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
