"""Who is to blame for what could not be established, worked out once the run is over.

A check that finds its evidence missing names the row that owns the place. That row may have passed, or may not have
been judged there, and it may itself be blocked. So blame is followed to a row that failed, on the same exchange
where that is known: first the row named, then what that row was blocked by, then any MUST that failed there, the
one about the status before those about the shape. Where none failed, a word from a closed list says what was in
the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from oaic_suite.judging.document.run_json import Exchange, Judged
from oaic_suite.judging.requirement import REQUIREMENTS
from oaic_suite.judging.verdict import Level

TOO_MANY, REFUSED, BROKEN = 429, 400, 500
SHUT_OUT = (401, 403)
ENDED = {"timeout": "deadline", "left": "left"}  # what kept an answer from coming, where it did not come whole


@dataclass(frozen=True)
class Blame:
    records: Iterable[Judged]
    exchanges: Mapping[str, Exchange]

    @cached_property
    def failed(self) -> dict[str, list[Judged]]:
        """The variants that failed, by row; a note is nobody's fault."""
        found = defaultdict(list)
        for record in self.records:
            if record["verdict"] == "fail" and scored(record["id"]):
                found[record["id"]].append(record)
        return found

    @cached_property
    def failed_on(self) -> dict[str, list[str]]:
        """The rows that failed, by exchange: of the status first, then by how grave they are."""
        found = defaultdict(list)
        for id, records in self.failed.items():
            for exchange in {exchange for record in records for exchange in record["evidence"]}:
                found[exchange].append(id)
        return {exchange: sorted(ids, key=lambda id: (REQUIREMENTS[id].gravity, id)) for exchange, ids in found.items()}

    @cached_property
    def blocked(self) -> dict[tuple[str, str], str | None]:
        """What each variant that is open says it is blocked by, by row and by variant."""
        return {(r["id"], r["name"]): r["cause"] for r in self.records if r["verdict"] == "inconclusive"}

    def cause(self, record: Judged) -> str | None:
        """The row that is to blame for an open variant, or a word for what is in the way."""
        named = record["cause"]
        if named is None or named not in REQUIREMENTS:
            return named or self.word(record)
        return self.root(named, record, frozenset()) or self.elsewhere(record) or self.word(record)

    def blamed(self, record: Judged) -> Judged:
        """The same with whom, or what, is to blame; only what is open, or follows from the bytes, has a cause."""
        if record["verdict"] == "inconclusive":
            return record | {"cause": self.cause(record)}
        if record["cause"] in REQUIREMENTS and record["cause"] not in self.failed:
            return record | {"cause": None}  # what a client stumbles over stands for itself
        return record

    def excuses(self, record: Judged) -> bool:
        """Whether what an open variant lacks is the matter of a row that failed."""
        return (record["cause"] or "") in self.failed

    def root(self, named: str, record: Judged, seen: frozenset[str]) -> str | None:
        """The row named, if it failed; else what it was itself blocked by."""
        if named in seen or named not in REQUIREMENTS:
            return None
        if self.failed_here(named, record):
            return named
        further = self.blocked.get((named, record["name"])) or self.blocked.get((named, ""))
        return self.root(further, record, seen | {named}) if further else None

    def failed_here(self, id: str, record: Judged) -> bool:
        """Whether a row failed on what a variant read; where that is not known, whether it failed at all."""
        failures = self.failed.get(id, ())
        read = set(record["evidence"])
        if not read:
            return bool(failures)
        return any(read & set(each["evidence"]) or each["name"] == record["name"] for each in failures)

    def elsewhere(self, record: Judged) -> str | None:
        """Any MUST that failed on the same exchange: what is less keeps nobody from reading the rest."""
        found = (id for exchange in record["evidence"] for id in self.failed_on.get(exchange, ()))
        return next((id for id in found if id != record["id"] and REQUIREMENTS[id].level is Level.MUST), None)

    def word(self, record: Judged) -> str:
        """What is in the way where no row failed."""
        exchange = self.exchanges.get(record["evidence"][-1]) if record["evidence"] else None
        if exchange is None:
            return "model"
        if exchange["ended"] != "complete":
            return ENDED.get(exchange["ended"], "no-answer")
        status = exchange["status"] or 0
        if status == TOO_MANY:
            return "rate-limited"
        if status in SHUT_OUT:
            return "key"
        return "server-error" if status >= BROKEN else "refused" if status >= REFUSED else "model"


def scored(id: str) -> bool:
    return id in REQUIREMENTS and REQUIREMENTS[id].level is not Level.INFO
