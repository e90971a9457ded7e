"""An HTTP connection that is closed where the head of a request does not come in time; uvicorn would wait for ever."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


def patient_for(seconds: float) -> type[HttpToolsProtocol]:
    """Between two requests of a connection uvicorn's own limit holds."""

    class Protocol(HttpToolsProtocol):
        _due: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._await_head()

        def on_message_begin(self) -> None:
            self._await_head()
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            self._wait_no_more()
            super().on_headers_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            self._wait_no_more()
            super().connection_lost(exc)

        def _await_head(self) -> None:
            if self._due is None:
                self._due = self.loop.call_later(seconds, self.transport.close)

        def _wait_no_more(self) -> None:
            if self._due is not None:
                self._due.cancel()
            self._due = None

    return Protocol
