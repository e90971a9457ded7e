"""What became of each request: counted, and logged as far as the settings want it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from oaic_server.exchange.reply import Reply
from oaic_server.state.metrics import Metrics
from oaic_server.state.service import Service
from oaic_server.state.settings import LOG_LEVELS

NO_OPERATION = "none"
# Whatever else a client sends may be a secret.
SHOWN = re.compile(r"accept.*|content-(type|length|encoding)|host|origin|user-agent|x-stainless-.*|x-oaic-fault")
HIDDEN = "…"


@dataclass(frozen=True)
class Visit:
    """A request as it came, before anybody read it."""

    id: str
    began: float
    method: str
    path: str  # with its beginning and still percent-encoded, without the query


class Account:
    def __init__(self, service: Service) -> None:
        self.metrics = Metrics()
        self._identity = service.identity
        self._level = LOG_LEVELS.index(service.settings.log_level)

    @contextmanager
    def of(self, visit: Visit, reply: Reply, faults: tuple[str, ...]) -> Iterator[None]:
        """Books an answer when it has left, or was cut off."""
        streams = reply.source is not None
        self.metrics.streams_open += streams
        ended = ""
        try:
            yield
        except BaseException:
            ended = "cut"
            raise
        finally:
            self.metrics.streams_open -= streams
            seconds = self._identity.passing() - visit.began
            self.metrics.answered(reply.request.operation or NO_OPERATION, reply.status, seconds)
            if self._level:
                self._log(visit, reply, seconds, faults, ended)

    def _log(self, visit: Visit, reply: Reply, seconds: float, faults: tuple[str, ...], ended: str) -> None:
        words = [self._identity.moment(), visit.id, visit.method, printable(visit.path), str(reply.status)]
        words += [f"{seconds * 1000:.1f}ms", *(f"fault={id}" for id in faults), ended]
        if self._level > 1:
            words += shown(reply.request.headers)
        sys.stderr.write(" ".join(filter(None, words)) + "\n")
        sys.stderr.flush()


def shown(headers: Mapping[str, str]) -> list[str]:
    """The headers of a request; of those that may hold a secret the name alone."""
    return [f"{name}={printable(value) if SHOWN.fullmatch(name) else HIDDEN}" for name, value in headers.items()]


def printable(text: str) -> str:
    """What a client sent, on one line whatever it is."""
    return text if text.isprintable() else ascii(text)[1:-1]
