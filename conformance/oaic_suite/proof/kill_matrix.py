"""The kill matrix: every fault of the reference server against every requirement."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Literal, TypedDict

from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.document.run_json import Judged
from oaic_suite.judging.selecting.profile import lacking
from oaic_suite.judging.verdict import SCORED, VerdictWord
from oaic_suite.proof.baseline import Baseline
from oaic_suite.proof.faults import Fault, Kind, listed_faults
from oaic_suite.proof.outcome import Outcome
from oaic_suite.proof.trial import bench, healthy, tried

FEW = 8  # faults that are tried sooner here than other processes begin
GOOD: dict[Kind, Literal["killed", "harmless"]] = {"fault": "killed", "benign": "harmless"}
Tell = Callable[[str], None]


class Unwell(TypedDict):
    """What did not pass without any fault."""

    id: str
    name: str
    verdict: VerdictWord
    reason: str | None


class KillMatrix(TypedDict):
    faults: list[Outcome]
    benign: list[Outcome]
    requirements_without_fault: list[str]
    unwell: list[Unwell]
    seconds: float
    clean: bool


def prove(prefix: str = "", jobs: int = 2, tell: Tell = lambda line: None) -> KillMatrix:
    """The kill matrix of all faults, or of those whose ids begin so."""
    began = time.monotonic()
    listed = listed_faults()
    chosen = [fault for fault in listed if fault.id.startswith(prefix) and not lacking(fault.requirement or "")]
    tell("judging the healthy server, and what each fault would touch")
    alone = jobs == 1 or len(chosen) <= FEW
    baseline, found = tried_here(chosen, prefix) if alone else tried_by(jobs, chosen, prefix)
    outcomes: dict[str, Outcome] = {}
    for outcome in found:
        outcomes[outcome["id"]] = outcome
        tell(f"{len(outcomes)}/{len(chosen)} {outcome['id']}: {outcome['outcome']}")
    return matrix(listed, [outcomes[fault.id] for fault in chosen], baseline.unwell, time.monotonic() - began)


def tried_here(chosen: Sequence[Fault], prefix: str) -> tuple[Baseline, Iterator[Outcome]]:
    baseline = healthy(prefix)
    return baseline, (tried(fault, baseline) for fault in chosen)


def tried_by(jobs: int, chosen: Sequence[Fault], prefix: str) -> tuple[Baseline, Iterator[Outcome]]:
    """By a few long-lived workers, each with a server of its own."""
    pool = ProcessPoolExecutor(jobs, initializer=bench)
    baseline = pool.submit(healthy, prefix).result()

    def outcomes() -> Iterator[Outcome]:
        with pool:
            for future in as_completed([pool.submit(tried, fault, baseline) for fault in chosen]):
                yield future.result()

    return baseline, outcomes()


def matrix(listed: Sequence[Fault], outcomes: list[Outcome], unwell: list[Judged], took: float) -> KillMatrix:
    met = {fault.requirement for fault in listed}
    without = sorted(
        requirement.id
        for requirement in catalogue().values()
        if requirement.level in SCORED and requirement.id not in met
    )
    kinds = {fault.id: fault.kind for fault in listed}
    of = {kind: [outcome for outcome in outcomes if kinds[outcome["id"]] == kind] for kind in GOOD}
    spoilt = [outcome for kind, found in of.items() for outcome in found if outcome["outcome"] != GOOD[kind]]
    return {
        "faults": of["fault"],
        "benign": of["benign"],
        "requirements_without_fault": without,
        "unwell": [
            {"id": record["id"], "name": record["name"], "verdict": record["verdict"], "reason": record["reason"]}
            for record in unwell
        ],
        "seconds": round(took, 1),
        "clean": not (spoilt or without or unwell),
    }


# --- told ----------------------------------------------------------------------------------------------


def progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
    elif line.split("/")[0].endswith("0"):
        print(line, file=sys.stderr, flush=True)


def summary(matrix: KillMatrix) -> str:
    killed = [fault for fault in matrix["faults"] if fault["outcome"] == "killed"]
    harmless = [variant for variant in matrix["benign"] if variant["outcome"] == "harmless"]
    lines = [
        f"{fault['outcome']}: {fault['id']}: {fault['note'] or ', '.join(fault['failed'])}"
        for fault in matrix["faults"] + matrix["benign"]
        if fault not in killed and fault not in harmless
    ]
    lines += [f"no fault: {requirement_id}" for requirement_id in matrix["requirements_without_fault"]]
    lines += [f"healthy server: {r['id']} [{r['name']}] {r['verdict']}: {r['reason']}" for r in matrix["unwell"]]
    lines.append(
        f"{len(killed)} of {len(matrix['faults'])} faults killed, {len(harmless)} of {len(matrix['benign'])} benign"
        f" variants harmless, {len(matrix['requirements_without_fault'])} requirements without a fault,"
        f" {matrix['seconds']} s"
    )
    return "\n".join(lines)
