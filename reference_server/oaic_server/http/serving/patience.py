"""An HTTP connection that is closed where a request does not come in time; uvicorn would wait for ever."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


def patient_for(seconds: float) -> type[HttpToolsProtocol]:
    """Head and body have this time together; between two requests of a connection uvicorn's own limit holds."""

    class Protocol(HttpToolsProtocol):
        _coming = False  # a request has begun and is not whole
        _due: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._coming:
                self._wait()
            else:
                self._wait_no_more()

        def on_message_begin(self) -> None:
            self._coming = True
            super().on_message_begin()

        def on_message_complete(self) -> None:
            self._coming = False
            super().on_message_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            self._wait_no_more()
            super().connection_lost(exc)

        def _wait(self) -> None:
            if self._due is None and not self.transport.is_closing():
                self._due = self.loop.call_later(seconds, self.transport.close)

        def _wait_no_more(self) -> None:
            if self._due is not None:
                self._due.cancel()
                self._due = None

    return Protocol
