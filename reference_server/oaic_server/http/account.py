"""What became of each request: counted, and logged as far as the settings want it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from oaic_server.exchange.reply import Reply
from oaic_server.faults import Fault
from oaic_server.http.lines import Lines
from oaic_server.state.metrics import Metrics
from oaic_server.state.service import Service
from oaic_server.state.settings import LOG_LEVELS

NO_OPERATION = "none"
# Whatever else a client sends may be a secret.
SHOWN = re.compile(r"accept.*|content-(type|length|encoding)|host|origin|user-agent|x-stainless-.*|x-oaic-fault")
HIDDEN = "…"


class Visit(NamedTuple):
    """A request as it came, before anybody read it."""

    id: str
    began: float
    method: str
    path: str  # with its beginning and still percent-encoded, without the query


class Account:
    def __init__(self, service: Service) -> None:
        self.metrics = Metrics()
        self.lines = Lines()
        self._identity = service.identity
        self._level = LOG_LEVELS.index(service.settings.log_level)

    def begins(self, reply: Reply) -> None:
        self.metrics.streams_open += reply.source is not None

    def ends(self, visit: Visit, reply: Reply, faults: Sequence[Fault], *, whole: bool) -> None:
        """Books an answer that has left, `whole` or cut off."""
        self.metrics.streams_open -= reply.source is not None
        seconds = self._identity.passing() - visit.began
        self.metrics.answered(reply.request.operation or NO_OPERATION, reply.status, seconds)
        if self._level:
            ended = () if whole else ("cut",)
            self._log(visit, reply, f"{seconds * 1000:.1f}ms", *(f"fault={fault.id}" for fault in faults), *ended)

    def _log(self, visit: Visit, reply: Reply, *said: str) -> None:
        words = [self._identity.moment(), visit.id, visit.method, printable(visit.path), str(reply.status), *said]
        if self._level > 1:
            words += shown(reply.request.headers)
        self.lines.add(" ".join(words))


def shown(headers: Mapping[str, str]) -> list[str]:
    """The headers of a request; of those that may hold a secret the name alone."""
    return [f"{name}={printable(value) if SHOWN.fullmatch(name) else HIDDEN}" for name, value in headers.items()]


def printable(text: str) -> str:
    """What a client sent, on one line whatever it is."""
    return text if text.isprintable() else ascii(text)[1:-1]
