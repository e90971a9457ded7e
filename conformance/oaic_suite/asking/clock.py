"""Sockets on a clock: no wait outlasts the time an exchange has left, however steadily a server drips."""

from __future__ import annotations

import math
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx


class Clock(threading.local):
    """What the exchange of this thread may still take: in all, and for one wait."""

    ends: float = math.inf
    wait: float = math.inf

    def start(self, total: float, wait: float) -> None:
        self.ends, self.wait = time.monotonic() + total, wait

    def left(self) -> float:
        left = min(self.ends - time.monotonic(), self.wait)
        if left <= 0:
            raise httpcore.ReadTimeout("the exchange has used up its time")
        return left


class Ticking(httpcore.NetworkStream):
    """A connection that asks the clock before each wait."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Ticking(self._stream.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class TickingBackend(httpcore.NetworkBackend):
    def __init__(self, clock: Clock) -> None:
        self._plain = httpcore.SyncBackend()
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return Ticking(self._plain.connect_tcp(host, port, timeout, local_address, socket_options), self._clock)


class TickingTransport(httpx.HTTPTransport):
    """httpx's own transport; it offers no other way in for a backend."""

    def __init__(self, clock: Clock, verify: bool, limits: httpx.Limits) -> None:
        super().__init__(verify=verify, limits=limits, trust_env=False)
        self._pool._network_backend = TickingBackend(clock)
