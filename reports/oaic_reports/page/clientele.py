"""Clients as the page tells them: which do not work, and by which causes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Breach, Client, Run

from oaic_reports.page.told import Told
from oaic_reports.words import clientele

MOST = 12  # causes that have a column


@dataclass(frozen=True)
class Clientele:
    """The table of clients and causes, and the names of the clients that need no line in it."""

    broken: list[Client]
    columns: list[Told]  # the causes that break any of them, the most harmful first
    left: list[Client]
    working: list[Client]
    more: int  # causes without a column
    asked: bool  # whether clients are what the run was asked about

    @property
    def number(self) -> int:
        return len(self.broken) + len(self.left) + len(self.working)

    def cells(self, client: Client) -> list[Breach | None]:
        """By cause, the worst that comes of it."""
        return [
            next((one for one in client["broken"] if one["cause"] == told.cause["key"]), None) for told in self.columns
        ]


def seen_by_clients(run: Run, causes: Iterable[Told]) -> Clientele:
    found = clientele.clients(run)
    broken = clientele.that(found, "does_not_work")
    keys = {one["cause"] for client in broken for one in client["broken"]}
    breaking = [told for told in causes if told.cause["key"] in keys]
    left, working = clientele.that(found, "not_established"), clientele.that(found, "works")
    return Clientele(broken, breaking[:MOST], left, working, len(breaking[MOST:]), bool(clientele.asked(run)))
