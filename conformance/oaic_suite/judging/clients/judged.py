"""What became of a client that was judged, as witness.json has it, and what that comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal, TypedDict, cast

from oaic_suite.judging.clients.witnessed import WORST_FIRST, Outcome
from oaic_suite.judging.document import run_json
from oaic_suite.judging.settling.conclusion import STALE
from oaic_suite.judging.settling.known import Baseline, is_stale
from oaic_suite.judging.verdict import LevelWord

Kind = Literal["sound", "manner", "benign", "fault"]
ClientConclusion = Literal["invalid", "does_not_hold", "holds"]
OutcomeWord = Literal["hang", "crash", "wrong", "silent", "told", "tolerated", "unreached"]
ALWAYS = (Outcome.HANG, Outcome.CRASH)  # no oddity that is legal may bring them about
GATES = tuple(word for word in Outcome if word not in (Outcome.TOLERATED, Outcome.UNREACHED))
MET = (Outcome.TOLERATED, Outcome.UNREACHED)


class ClientRow(TypedDict):
    """One thing that was tried on a client."""

    id: str  # a fault, a benign variant, `manners.…`, or `sound.` and a scenario
    kind: Kind
    statement: str
    level: LevelWord | None  # of the requirement that a fault breaks
    outcome: OutcomeWord
    scenario: str
    detail: str
    complaints: list[str]  # what the client did that a client should not
    fails: bool


class ClientRun(TypedDict):
    """The whole of witness.json."""

    schema: Literal[1]
    title: str
    date: str
    version: str  # of the suite
    command: list[str]
    only: str
    gate: OutcomeWord
    seconds: float
    cannot: list[str]  # what the client says it does not do
    failure: str | None  # why nothing could be judged
    conclusion: ClientConclusion
    exit_code: int
    rows: list[ClientRow]
    known: run_json.Known | None


def fails(kind: Kind, outcome: Outcome, *, good: Collection[Outcome], complaints: Sequence[str], gate: Outcome) -> bool:
    """Whether this is the client's to mend: of a broken server, from the gate on."""
    if kind == "fault":
        return WORST_FIRST.index(outcome) <= WORST_FIRST.index(gate)
    return bool(complaints) or outcome not in good


def conclude(run: ClientRun) -> tuple[ClientConclusion, int]:
    """The first that fits; what is known counts as if it held."""
    if run["failure"] is not None:
        return "invalid", 10
    failing = [row for row in run["rows"] if row["fails"]]
    word: ClientConclusion = "does_not_hold" if failing else "holds"
    excused = set(run["known"]["excused"]) if run["known"] else set()
    if any(row["id"] not in excused for row in failing):
        return word, 1
    return word, STALE if is_stale(run["known"]) else 0


# --- what is known ---------------------------------------------------------------------------------------


def known(baseline: Baseline, rows: Sequence[ClientRow], ids: Collection[str], today: date) -> run_json.Known:
    """As of a server's rows: a row fails of what became of it."""
    return baseline.document(list(map(as_row, rows)), ids, today)


def as_row(row: ClientRow) -> run_json.Row:
    verdict = "fail" if row["fails"] else "not_run" if row["outcome"] == "unreached" else "pass"
    told: dict[str, object] = {
        "id": row["id"],
        "verdict": verdict,
        "cause": None,
        "cause_key": cause_key(row),
        "variants": [],
    }
    return cast(run_json.Row, told)


def cause_key(row: ClientRow) -> str:
    """What a known failure of this row is bound to."""
    return "manners" if row["complaints"] and row["outcome"] in MET else row["outcome"]


def tally(rows: Iterable[ClientRow], kind: Kind) -> dict[str, int]:
    """How many of a kind came to what."""
    found = [row["outcome"] for row in rows if row["kind"] == kind]
    return {word.value: found.count(word.value) for word in WORST_FIRST}
