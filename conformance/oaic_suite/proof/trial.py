"""One fault tried, in a process that has a reference server of its own; the fault is chosen for each request."""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.bounds.room import Stock
from oaic_suite.asking.client import Client
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.asking.survey.capability import Capabilities
from oaic_suite.asking.survey.preflight import preflight, survey
from oaic_suite.asking.target import A_PICTURE, Target
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.conversation import CONVERSATIONS, Choice, Key
from oaic_suite.judging.document.record import record_of
from oaic_suite.judging.document.run_json import Cause, Judged
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.profile import akin, drawn_anew, is_witness, lacking
from oaic_suite.judging.settling.consequence import traced
from oaic_suite.judging.settling.convicting import convictions
from oaic_suite.judging.stage import Stage
from oaic_suite.proof.baseline import NOWHERE, Baseline, Extent, Surveyed, reaches, together
from oaic_suite.proof.diagnosis import causes_of, heard
from oaic_suite.proof.faults import Fault
from oaic_suite.proof.outcome import Outcome, is_note, outcome, weighed
from oaic_suite.proof.wire_names import EVERY, FAULT_HEADER

OK = 200
SECONDS = 6.0  # longest time for one answer: a fault that hangs is waited for this long
BEGINNING = 60.0  # and for the first
Row = tuple[Requirement, str, Choice]  # a requirement, and one variant of it by name and by choice


class ServerDied(Exception):
    """The reference server ended by itself; says what it said."""


@dataclass
class Bench:
    server: Embedded
    client: Client


_bench: Bench | None = None


def bench() -> Bench:
    """The server of this process, started when it is first needed; its process ends with ours."""
    return _bench or open_bench()


def open_bench(*arguments: str) -> Bench:
    """The same, of a server that is started with these arguments besides."""
    global _bench
    leave_bench()
    server = Embedded(("--allow-fault-header", *arguments)).start()
    await_beginning(server)
    _bench = Bench(server, Client(Deadlines.within(SECONDS), Redactor.of([server.api_key])))
    catalogue()
    return _bench


def leave_bench() -> None:
    """Ends the server of this process; whoever needs one after that gets another."""
    global _bench
    if _bench is not None:
        _bench.client.close()
        _bench.server.stop()
        _bench = None


atexit.register(leave_bench)


def await_beginning(server: Embedded) -> None:
    """A machine that has other things to do starts a server slowly; what comes of it is for whoever asks first.

    The first answer that tells of all faults is the latest: without the models in it nothing else would be asked.
    """
    patient = Client(Deadlines.within(BEGINNING), Redactor.of([server.api_key]))
    preflight(Target(server.base_url, patient, server.api_key, extra_headers=((FAULT_HEADER, EVERY),)))
    patient.close()


def target_with(fault_id: str) -> Target:
    """The reference server, broken in one way, as for a run of its own; or asked which ways would break its answers."""
    here = bench()
    here.client.stock = Stock()
    return Target(
        here.server.base_url,
        here.client,
        here.server.api_key,
        extra_headers=((FAULT_HEADER, fault_id),),
        capabilities=Capabilities(),
        picture=A_PICTURE,
    )


def everything() -> Iterator[Row]:
    for requirement in catalogue().values():
        if not lacking(requirement.id):
            for name, choice in variants(requirement).items():
                yield requirement, name, choice


# --- without a fault -----------------------------------------------------------------------------------


def healthy(prefix: str) -> Baseline:
    """Every conversation held once, and what faults whose ids begin so would touch of it."""
    return healthy_stage(prefix)[1]


def healthy_stage(prefix: str) -> tuple[Stage, Baseline]:
    """The same, and the stage on which they were held.

    Where all faults are meant, every check is judged as well; where they are few, those that they touch.
    """
    target = target_with(EVERY + prefix)
    stage = Stage(target)
    preflight(target)
    if said := bench().server.died():
        raise ServerDied(said)
    survey(target)
    rows = [row for row in everything() if not drawn_anew(row[0].id)]
    for requirement, _, choice in rows:
        stage.hold(requirement, choice)
    found = reaches(stage.asked)
    extent = Extent(not prefix, frozenset(key for reach in found.values() for key in reach.keys))
    records = [judged_on(stage, row) for row in rows if extent.covers(row[0], row[2])]
    unwell = [record for record in records if record["verdict"] != "pass"]
    return stage, Baseline(Surveyed.of(target), unwell, found, heard(stage))


def judged_on(stage: Stage, row: Row) -> Judged:
    requirement, name, choice = row
    judged = traced(requirement, stage.judge(requirement, choice))
    return record_of(requirement.id, name, judged, stage.target.client.redactor)


# --- with one ------------------------------------------------------------------------------------------


def tried(fault: Fault, baseline: Baseline) -> Outcome:
    try:
        stage, extent = prepared([fault], baseline)
        records = judged_within(extent, stage, [fault])
        causes = causes_of(stage, extent, records, baseline) if leads_to_causes(fault) else None
        return weighed(fault, records, elsewhere(stage, extent), causes)
    except Exception as problem:
        return outcome(fault, "broken", note=f"{type(problem).__name__}: {problem}")


def leads_to_causes(fault: Fault) -> bool:
    """Whether it breaks something that is scored; of what is drawn anew only the fault's own is asked."""
    own = fault.requirement or ""
    return fault.kind == "fault" and own in catalogue() and not is_note(own) and not drawn_anew(own)


def diagnosed(faults: Sequence[Fault], baseline: Baseline) -> list[Cause]:
    """The causes of a run against a server with these faults."""
    stage, extent = prepared(faults, baseline)
    return causes_of(stage, extent, judged_within(extent, stage, faults), baseline)


def judge_touched(fault: Fault, baseline: Baseline) -> list[Judged]:
    """The records of every check that reads an exchange the fault changes; the others read what they read before."""
    stage, extent = prepared([fault], baseline)
    return judged_within(extent, stage, [fault])


def shows(fault: Fault, baseline: Baseline) -> bool:
    """Whether a fault fails the requirement it breaks, by what that asks for itself or by all answers together."""
    if catalogue()[fault.requirement or ""].among:
        return tried(fault, baseline)["outcome"] in ("killed", "collateral")
    stage, extent = prepared([fault], baseline)
    own = [row for row in everything() if row[0].id == fault.requirement and within(extent, row)]
    return any(judged_on(stage, row)["verdict"] == "fail" for row in own)


def prepared(faults: Sequence[Fault], baseline: Baseline) -> tuple[Stage, Extent]:
    """A stage before the broken server, and which checks its faults concern."""
    reach = together(baseline.reaches.get(fault.id, NOWHERE) for fault in faults)
    target = target_with(",".join(fault.id for fault in faults))
    if reach.survey:
        preflight(target)
        survey(target)
    else:
        baseline.surveyed.restore(target)
    stage = Stage(target)
    moved = frozenset(key for key in reach.keys if not stands(stage, key))
    return stage, Extent(baseline.surveyed.differs(target), reach.keys, moved)


def judged_within(extent: Extent, stage: Stage, faults: Sequence[Fault]) -> list[Judged]:
    rows = [row for row in everything() if any(concerns(fault, row) for fault in faults) and within(extent, row)]
    return [judged_on(stage, row) for row in rows]


def elsewhere(stage: Stage, extent: Extent) -> list[Judged]:
    """The records of the rows that fail on an exchange which they did not ask for, as in any run."""
    asked = [each for each in stage.asked if extent.everywhere or each.key in extent.touched]
    return [
        record_of(requirement.id, f"elsewhere: {each.by}", judgement, stage.target.client.redactor)
        for requirement, each, judgement in convictions(asked, stage.judged)
    ]


def judge_everything(fault: Fault) -> list[Judged]:
    """The same without the shortcut: a test holds the one against the other."""
    target = target_with(fault.id)
    preflight(target)
    survey(target)
    stage = Stage(target)
    return [judged_on(stage, row) for row in everything() if concerns(fault, row)]


def within(extent: Extent, row: Row) -> bool:
    requirement, _, choice = row
    return drawn_anew(requirement.id) or extent.covers(requirement, choice)


def concerns(fault: Fault, row: Row) -> bool:
    """Whether a requirement is asked about a fault: a witness about its own, and about what must break nothing.

    What is drawn anew is asked about its own alone, and only about the operation that a fault touches.
    """
    requirement, _, choice = row
    if drawn_anew(requirement.id):
        return akin(requirement.id, fault.requirement) and fault.on in (None, *drawn_about(choice))
    own = akin(requirement.id, fault.requirement)
    return not is_witness(requirement.id) or fault.kind == "benign" or own


def drawn_about(choice: Choice) -> Iterator[str]:
    """The operations that a variant draws requests of."""
    for name, variant in choice.items():
        asked = CONVERSATIONS[name].variants[variant]
        yield from (asked,) if isinstance(asked, str) else asked


def stands(stage: Stage, key: Key) -> bool:
    """Whether a control is still answered; that is all that others need of it."""
    name, *choice = key
    try:
        return CONVERSATIONS[name].control and stage.value(name, dict(choice)).exchange.outcome == OK
    except Exception:
        return False
