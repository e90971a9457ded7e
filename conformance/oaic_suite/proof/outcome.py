"""What becomes of a fault. The first line of the table that fits decides.

    killed        its requirement fails, and says what, where and instead of what
    survived      its requirement does not fail
    wrong_reason  its requirement fails without saying expected, observed or where
    collateral    a requirement fails that the fault did not declare
    broken        the suite itself raised an error

A benign variant is killed when it fails nothing; the matrix calls that harmless. What a client makes of an
answer is a consequence of what is wrong with it, and so no collateral of anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.profile import is_witness
from oaic_suite.judging.run_json import Judged, Where
from oaic_suite.judging.verdict import SCORED, SEVERITY, Verdict, VerdictWord
from oaic_suite.proof.faults import Fault

Word = Literal["killed", "survived", "wrong_reason", "collateral", "broken", "harmless", "harmful"]


class Failed(TypedDict):
    """A row that a fault turned red."""

    id: str
    name: str
    expected: str | None
    observed: str | None
    where: Where | None


class Outcome(TypedDict):
    id: str
    requirement: str | None
    outcome: Word
    failed: list[str]
    note: str | None
    rows: list[Failed]


@dataclass(frozen=True)
class Facts:
    """What the table asks about a fault and the records it led to."""

    fault: Fault
    records: Sequence[Judged]
    elsewhere: Sequence[Judged] = ()  # of rows that fail on what they did not ask for: these do harm, and kill nothing

    @property
    def failed(self) -> list[Judged]:
        found = worst([*self.records, *self.elsewhere], "fail")
        return [record for record in found if not is_note(record["id"])]

    @property
    def errors(self) -> list[str]:
        return [f"error in {record['id']}: {record['reason']}" for record in worst(self.records, "error")]

    @property
    def surviving(self) -> list[str]:
        """What the fault's own requirement came to instead of failing."""
        own = {str(record["verdict"]) for record in self.records if record["id"] == self.fault.requirement}
        unread = "changes no answer" if self.fault.requirement in catalogue() else "no such id"
        return [] if "fail" in own else sorted(own) or [unread]

    @property
    def strangers(self) -> list[str]:
        """What fails undeclared, but for what follows from it."""
        declared = {self.fault.requirement, *self.fault.also}
        return sorted({record["id"] for record in self.failed if not is_witness(record["id"])} - declared)

    @property
    def harmed(self) -> list[str]:
        return [record["id"] for record in self.failed]

    @property
    def silent(self) -> list[str]:
        """What fails without saying what, where and instead of what."""
        said = ("expected", "observed", "where")
        return [record["id"] for record in self.failed if not all(record[name] for name in said)]  # type: ignore[literal-required]


Line = tuple[Callable[[Facts], list[str]], Word, str]  # what is found, what that means, and how it is joined
FAULTS: tuple[Line, ...] = (
    (lambda facts: facts.errors[:1], "broken", ""),
    (lambda facts: facts.surviving, "survived", "; "),
    (lambda facts: facts.strangers, "collateral", ", "),
    (lambda facts: facts.silent, "wrong_reason", ", "),
)
BENIGN: tuple[Line, ...] = (
    (lambda facts: facts.errors[:1], "broken", ""),
    (lambda facts: facts.harmed, "harmful", ", "),
)


def weighed(fault: Fault, records: Sequence[Judged], elsewhere: Sequence[Judged] = ()) -> Outcome:
    facts = Facts(fault, records, elsewhere)
    benign = fault.kind == "benign"
    for find, word, joint in BENIGN if benign else FAULTS:
        if found := find(facts):
            return outcome(fault, word, facts.failed, joint.join(found))
    return outcome(fault, "harmless" if benign else "killed", facts.failed)


def outcome(fault: Fault, word: Word, failed: Iterable[Judged] = (), note: str | None = None) -> Outcome:
    rows: list[Failed] = [
        {
            "id": record["id"],
            "name": record["name"],
            "expected": record["expected"],
            "observed": record["observed"],
            "where": record["where"],
        }
        for record in failed
    ]
    return {
        "id": fault.id,
        "requirement": fault.requirement,
        "outcome": word,
        "failed": [row["id"] for row in rows],
        "note": note,
        "rows": rows,
    }


def is_note(requirement_id: str) -> bool:
    """Whether a failure says no more than that a client may mind."""
    requirement = catalogue().get(requirement_id)
    return requirement is not None and requirement.level not in SCORED


def worst(records: Iterable[Judged], verdict: VerdictWord) -> list[Judged]:
    """One record of each requirement that came to a verdict in any variant."""
    chosen: dict[str, Judged] = {}
    for record in sorted(records, key=lambda record: SEVERITY.index(Verdict(record["verdict"]))):
        chosen.setdefault(record["id"], record)
    return [record for record in chosen.values() if record["verdict"] == verdict]
