"""The kill matrix: every fault of the reference server against every requirement.

A few long-lived workers, each with a server of its own; the fault is chosen per request by a header
and the checks are called directly. A fault is

    killed        its requirement fails, and says what, where and instead of what
    survived      its requirement does not fail
    wrong_reason  its requirement fails without saying expected, observed or where
    collateral    a requirement fails that the fault did not declare
    broken        the suite itself raised an error

What a witness says is a consequence: its rows are no collateral of anything, and are asked only about
faults of their own and about benign variants.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

from oaic_suite.asking.capability import Capabilities
from oaic_suite.asking.client import Client
from oaic_suite.asking.deadlines import Deadlines
from oaic_suite.asking.embedded import Embedded
from oaic_suite.asking.preflight import preflight, survey
from oaic_suite.asking.redaction import Redactor
from oaic_suite.asking.target import A_PICTURE, Target
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.conversation import CONVERSATIONS, closure
from oaic_suite.judging.profile import akin, drawn_anew, is_witness, lacking
from oaic_suite.judging.record import judgement_record
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.stage import Key, Stage, key_of
from oaic_suite.judging.verdict import SCORED, SEVERITY, Verdict
from oaic_suite.proof.baseline import Baseline, Reach, Settled, Touched

Json = dict[str, Any]
HEADER = "x-oaic-fault"
OK = 200
EVERY = "?"  # asks the server which faults would change the answer
SECONDS = 6.0  # longest time for one answer: a fault that hangs is waited for this long


def listed_faults() -> list[Json]:
    """The faults, as the server itself lists them: suite and server only meet over its interface."""
    command = [sys.executable, "-m", "oaic_server", "--list-faults", "--json"]
    found: list[Json] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


# --- one fault, in a worker ----------------------------------------------------------------------------


@dataclass
class Worker:
    server: Embedded
    client: Client


_worker: Worker | None = None


def begin_work() -> None:
    """Starts a worker's own server; its process ends it by closing the pipe."""
    global _worker
    server = Embedded(("--allow-fault-header",)).start()
    _worker = Worker(server, Client(Deadlines.within(SECONDS), Redactor.of([server.api_key])))
    catalogue()


def target_with(fault_id: str) -> Target:
    if _worker is None:
        begin_work()
    assert _worker is not None
    return Target(
        _worker.server.base_url,
        _worker.client,
        _worker.server.api_key,
        extra_headers=((HEADER, fault_id),),
        capabilities=Capabilities(),
        picture=A_PICTURE,
    )


def healthy() -> Baseline:
    """Everything, judged once without a fault, and what each fault would touch of it."""
    target, touched = target_with(EVERY), Touched()
    target.log = touched.note
    preflight(target)
    survey(target)
    stage = Stage(target, touched.holding)
    records = [
        judgement_record(made.id, name, stage.judge(made, choice), target.client.redactor)
        for made, name, choice in everything()
        if not drawn_anew(made.id)
    ]
    unwell = [record for record in records if record["verdict"] != "pass"]
    return Baseline(Settled.of(target), unwell, touched.reaches())


def judge_touched(fault: Json, settled: Settled, reach: Reach) -> list[Json]:
    """The records of every check that reads an exchange the fault changes; the others read what they read before."""
    target = target_with(fault["id"])
    if reach.survey:
        preflight(target)
        survey(target)
    else:
        settled.restore(target)
    everywhere = settled.differs(target)
    stage = Stage(target)
    moved = frozenset(key for key in reach.keys if not stands(stage, key))
    return [
        judgement_record(made.id, name, stage.judge(made, choice), target.client.redactor)
        for made, name, choice in everything()
        if concerns(fault, made, choice)
        and (everywhere or drawn_anew(made.id) or reads(made, choice, reach.keys, moved))
    ]


def concerns(fault: Json, made: Requirement, choice: dict[str, str]) -> bool:
    """Whether a requirement is asked about a fault: a witness about its own, and about what must break nothing.

    What is drawn anew is asked about its own alone, and only about the operation that a fault touches.
    """
    if drawn_anew(made.id):
        asked = [CONVERSATIONS[name].variants[variant] for name, variant in choice.items()]
        return akin(made.id, fault["requirement"]) and fault["on"] in (None, *asked)
    return not is_witness(made.id) or fault["kind"] == "benign" or akin(made.id, fault["requirement"])


def stands(stage: Stage, key: Key) -> bool:
    """Whether a control is still answered; that is all that others need of it."""
    name, *choice = key
    try:
        return CONVERSATIONS[name].control and stage.value(name, dict(choice)).exchange.outcome == OK
    except Exception:
        return False


def reads(made: Requirement, choice: dict[str, str], touched: frozenset[Key], moved: frozenset[Key]) -> bool:
    """Whether a check reads an exchange that the fault changes, or rests on one that it upsets."""
    read = [key_of(name, choice) for name in made.arguments if name in CONVERSATIONS]
    rests = [key_of(name, choice) for name in closure(made.arguments)]
    return not (touched.isdisjoint(read) and moved.isdisjoint(rests))


def everything() -> Iterator[tuple[Requirement, str, dict[str, str]]]:
    for made in catalogue().values():
        if not lacking(made.id):
            for name, choice in variants(made).items():
                yield made, name, choice


def try_fault(fault: Json, settled: Settled, reach: Reach) -> Json:
    try:
        return weighed(fault, judge_touched(fault, settled, reach))
    except Exception as problem:
        return outcome(fault, "broken", [], f"{type(problem).__name__}: {problem}")


# --- what became of it -----------------------------------------------------------------------------------


def weighed(fault: Json, records: list[Json]) -> Json:
    failed = [record for record in worst_records(records, Verdict.FAIL) if not is_note(record["id"])]
    if errors := worst_records(records, Verdict.ERROR):
        return outcome(fault, "broken", failed, f"error in {errors[0]['id']}: {errors[0]['reason']}")
    ids = [record["id"] for record in failed]
    if fault["kind"] == "benign":
        return outcome(fault, "collateral" if ids else "killed", failed, None)
    if fault["requirement"] not in ids:
        own = [record for record in records if record["id"] == fault["requirement"]]
        return outcome(fault, "survived", failed, "; ".join(sorted({str(r["verdict"]) for r in own})) or "no such id")
    if strangers := {id for id in ids if not is_witness(id)} - {fault["requirement"], *fault["also"]}:
        return outcome(fault, "collateral", failed, ", ".join(sorted(strangers)))
    silent = [record["id"] for record in failed if not all(record[name] for name in ("expected", "observed", "where"))]
    return outcome(fault, "wrong_reason" if silent else "killed", failed, ", ".join(silent) or None)


def is_note(requirement_id: str) -> bool:
    """Whether a failure says no more than that a client may mind."""
    made = catalogue().get(requirement_id)
    return made is not None and made.level not in SCORED


def worst_records(records: Iterable[Json], verdict: Verdict) -> list[Json]:
    """One record of each requirement that came to a verdict in any variant."""
    chosen: dict[str, Json] = {}
    for record in sorted(records, key=lambda r: SEVERITY.index(Verdict(r["verdict"]))):
        chosen.setdefault(record["id"], record)
    return [record for record in chosen.values() if record["verdict"] == verdict]


def outcome(fault: Json, word: str, failed: list[Json], note: str | None) -> Json:
    rows = [{name: record[name] for name in ("id", "name", "expected", "observed", "where")} for record in failed]
    return {
        "id": fault["id"],
        "requirement": fault["requirement"],
        "outcome": word,
        "failed": [row["id"] for row in rows],
        "note": note,
        "rows": rows,
    }


# --- the whole -------------------------------------------------------------------------------------------


def prove(
    wanted: Callable[[str], bool] = lambda fault_id: True,
    jobs: int = 2,
    tell: Callable[[str], None] = lambda line: None,
) -> Json:
    """The kill matrix of all faults, or of those whose ids are wanted."""
    began = time.monotonic()
    listed = listed_faults()
    chosen = [fault for fault in listed if wanted(fault["id"]) and not lacking(fault["requirement"] or "")]
    results: dict[str, Json] = {}
    with ProcessPoolExecutor(jobs, initializer=begin_work) as pool:
        tell("judging the healthy server, and what each fault would touch")
        baseline = pool.submit(healthy).result()
        nowhere = Reach(frozenset(), False)
        futures = {
            pool.submit(try_fault, fault, baseline.settled, baseline.reaches.get(fault["id"], nowhere)): fault
            for fault in chosen
        }
        for future in as_completed(futures):
            result = results[futures[future]["id"]] = future.result()
            tell(f"{len(results)}/{len(chosen)} {result['id']}: {result['outcome']}")
    return matrix(listed, chosen, results, baseline.unwell, time.monotonic() - began)


def matrix(listed: list[Json], chosen: list[Json], results: dict[str, Json], unwell: list[Json], took: float) -> Json:
    met = {fault["requirement"] for fault in listed if fault["kind"] == "fault"}
    scored = [made.id for made in catalogue().values() if made.level in SCORED]
    of_kind = {
        kind: [results[fault["id"]] for fault in chosen if fault["kind"] == kind] for kind in ("fault", "benign")
    }
    without = sorted(set(scored) - met)
    spoilt = [result for results_ in of_kind.values() for result in results_ if result["outcome"] != "killed"]
    return {
        "faults": of_kind["fault"],
        "benign": [result | {"outcome": BENIGN[result["outcome"]]} for result in of_kind["benign"]],
        "requirements_without_fault": without,
        "unwell": [{name: record[name] for name in ("id", "name", "verdict", "reason")} for record in unwell],
        "seconds": round(took, 1),
        "clean": not (spoilt or without or unwell),
    }


BENIGN = {"killed": "harmless", "collateral": "harmful", "broken": "broken"}


def progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
    elif line.split("/")[0].endswith("0"):
        print(line, file=sys.stderr, flush=True)


def summary(matrix: Json) -> str:
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
