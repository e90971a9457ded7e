"""What becomes of a fault. The first line of the table that fits decides.

    killed        its requirement fails, and says what, where and instead of what
    survived      its requirement does not fail
    wrong_reason  its requirement fails without saying expected, observed or where
    collateral    a requirement fails that the fault did not declare
    misdiagnosed  it leads to more than two causes, or first to one that its requirement is not of
    broken        the suite itself raised an error

A benign variant is killed when it fails nothing; the matrix calls that harmless. What a client makes of an
answer is a consequence of what is wrong with it, and so no collateral of anything. Rows that fail on exchanges
which they did not ask for kill nothing, but for a row that is about all answers together; of a fault they are told
beside the outcome, of a benign variant they are harm like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.document.run_json import Cause, Judged, Where
from oaic_suite.judging.selecting.profile import is_witness
from oaic_suite.judging.verdict import SCORED, SEVERITY, Verdict, VerdictWord
from oaic_suite.proof.faults import Fault

Word = Literal["killed", "survived", "wrong_reason", "collateral", "misdiagnosed", "broken", "harmless", "harmful"]
MOST = 2  # causes that one fault leads to


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
    elsewhere: list[str]  # what fails too, undeclared, on exchanges that it did not ask for
    note: str | None
    rows: list[Failed]


@dataclass(frozen=True)
class Facts:
    """What the table asks about a fault and the records it led to."""

    fault: Fault
    records: Sequence[Judged]
    convicted: Sequence[Judged] = ()  # records of rows that fail on an exchange which they did not ask for
    causes: Sequence[Cause] | None = None  # of a run with this fault, where it leads to any

    @property
    def judged(self) -> list[Judged]:
        """The records, those of the fault's own requirement also where it is asked about all answers together."""
        own = catalogue().get(self.fault.requirement or "")
        together = [each for each in self.convicted if own and own.among and each["id"] == own.id]
        return [*self.records, *together]

    @property
    def failed(self) -> list[Judged]:
        return scored_failures(self.judged)

    @property
    def errors(self) -> list[str]:
        return [f"error in {record['id']}: {record['reason']}" for record in worst(self.records, "error")]

    @property
    def surviving(self) -> list[str]:
        """What the fault's own requirement came to instead of failing."""
        own = [record for record in self.judged if record["id"] == self.fault.requirement]
        if any(record["verdict"] == "fail" for record in own):
            return []
        unread = "changes no answer" if self.fault.requirement in catalogue() else "no such id"
        return sorted({in_words(record) for record in own}) or [unread]

    @property
    def strangers(self) -> list[str]:
        """What fails undeclared, but for what follows from it."""
        return sorted({record["id"] for record in self.failed if not is_witness(record["id"])} - self.declared)

    @property
    def declared(self) -> set[str | None]:
        return {self.fault.requirement, *self.fault.also}

    @property
    def elsewhere(self) -> list[str]:
        """What fails undeclared on exchanges that others asked for, and on none of its own."""
        failed = {record["id"] for record in self.failed}
        return sorted({record["id"] for record in scored_failures(self.convicted)} - self.declared - failed)

    @property
    def harmed(self) -> list[str]:
        return [record["id"] for record in self.failed] + self.elsewhere

    @property
    def silent(self) -> list[str]:
        """What fails without saying what, where and instead of what."""
        said = ("expected", "observed", "where")
        return [record["id"] for record in self.failed if not all(record[name] for name in said)]  # type: ignore[literal-required]

    @property
    def astray(self) -> list[str]:
        """The causes, where a maintainer is not led to the fault by them."""
        if self.causes is None:
            return []
        led = [self.fault.requirement in cause["broken"] for cause in self.causes[:1]] == [True]
        return [] if led and len(self.causes) <= MOST else [cause["title"] for cause in self.causes] or ["no cause"]


Line = tuple[Callable[[Facts], list[str]], Word, str]  # what is found, what that means, and how it is joined
FAULTS: tuple[Line, ...] = (
    (lambda facts: facts.errors[:1], "broken", ""),
    (lambda facts: facts.surviving, "survived", "; "),
    (lambda facts: facts.strangers, "collateral", ", "),
    (lambda facts: facts.silent, "wrong_reason", ", "),
    (lambda facts: facts.astray, "misdiagnosed", "; "),
)
BENIGN: tuple[Line, ...] = (
    (lambda facts: facts.errors[:1], "broken", ""),
    (lambda facts: facts.harmed, "harmful", ", "),
)


def weighed(
    fault: Fault,
    records: Sequence[Judged],
    convicted: Sequence[Judged] = (),
    causes: Sequence[Cause] | None = None,
) -> Outcome:
    facts = Facts(fault, records, convicted, causes)
    benign = fault.kind == "benign"
    for find, word, joint in BENIGN if benign else FAULTS:
        if found := find(facts):
            return outcome(fault, word, facts.failed, joint.join(found), facts.elsewhere)
    return outcome(fault, "harmless" if benign else "killed", facts.failed, elsewhere=facts.elsewhere)


def outcome(
    fault: Fault, word: Word, failed: Iterable[Judged] = (), note: str | None = None, elsewhere: Sequence[str] = ()
) -> Outcome:
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
        "elsewhere": list(elsewhere),
        "note": note,
        "rows": rows,
    }


def is_note(requirement_id: str) -> bool:
    """Whether a failure says no more than that a client may mind."""
    requirement = catalogue().get(requirement_id)
    return requirement is not None and requirement.level not in SCORED


def in_words(record: Judged) -> str:
    return f"{record['verdict']}: {record['reason']}" if record["reason"] else record["verdict"]


def scored_failures(records: Iterable[Judged]) -> list[Judged]:
    """One record of each requirement that failed and is more than a note."""
    return [record for record in worst(records, "fail") if not is_note(record["id"])]


def worst(records: Iterable[Judged], verdict: VerdictWord) -> list[Judged]:
    """One record of each requirement that came to a verdict in any variant."""
    chosen: dict[str, Judged] = {}
    for record in sorted(records, key=lambda record: SEVERITY.index(Verdict(record["verdict"]))):
        chosen.setdefault(record["id"], record)
    return [record for record in chosen.values() if record["verdict"] == verdict]
