"""What a run would tell as causes if the server had certain faults.

Of what a fault does not touch a run would hold the answers of the sound server, so these are kept and put beside the
exchanges that the fault changes. The faults reach nothing here but the server: causes are worked out from rows and
exchanges alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oaic_suite.judging.causes.cause import Causes
from oaic_suite.judging.document.record import exchange_record
from oaic_suite.judging.document.run_json import Cause, Exchange
from oaic_suite.judging.run import Run
from oaic_suite.judging.selecting.part import Part
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.settling.convicting import recorded
from oaic_suite.judging.stage import Stage
from oaic_suite.proof.baseline import Baseline
from oaic_suite.proof.faults import Fault
from oaic_suite.proof.trial import healthy_stage, judged_within, prepared

ATTEMPTS = 3
SHOWN = 4  # problems that are told


class NotSound(Exception):
    """The server without a fault was not heard out; says why."""


@dataclass(frozen=True)
class Sound:
    """What a sound server answers, as a run tells it, and how far each fault reaches."""

    baseline: Baseline
    exchanges: Mapping[str, Exchange]


def sound(prefix: str = "") -> Sound:
    """What it answers, where faults are meant whose ids begin so.

    On a busy machine it may be late and then asked no more; of what was not asked no fault would show.
    """
    for _ in range(ATTEMPTS):
        stage, baseline = healthy_stage(prefix)
        if not (problems := amiss(stage, baseline)):
            return Sound(baseline, told(stage, "sound-"))
    raise NotSound("; ".join(problems[:SHOWN]))


def amiss(stage: Stage, baseline: Baseline) -> list[str]:
    """Why what was heard of the sound server is not all that it answers."""
    silent = [stage.target.breaker.sentence] if stage.target.breaker.open else []
    unwell = [f"{row['id']} [{row['name']}] {row['verdict']}: {row['reason']}" for row in baseline.unwell]
    untouched = [] if baseline.reaches else ["no answer tells which faults would have changed it"]
    return silent + unwell + untouched


def diagnosed(faults: Sequence[Fault], healthy: Sound) -> list[Cause]:
    """The causes of a run against a server with these faults."""
    stage, extent = prepared(faults, healthy.baseline)
    records = judged_within(extent, stage, faults)
    run = Run(selection=Selection.of((), Part()))
    for record in records:
        run.selection.choose(record["id"], record["name"])
        run.add(record)
    for found, exchange in recorded(stage.asked, stage.judged, run.selection.chosen, stage.target.client.redactor):
        run.convict(found, [exchange])
    run.exchanges.update(told(stage, "") | untouched(stage, healthy))
    return Causes(run.rows(), run.exchanges).told()


def told(stage: Stage, prefix: str) -> dict[str, Exchange]:
    redactor = stage.target.client.redactor
    return {prefix + asked.exchange.id: exchange_record(asked.exchange, redactor) for asked in stage.asked}


def untouched(stage: Stage, healthy: Sound) -> dict[str, Exchange]:
    """What the sound server answered to requests that were not sent again."""
    again = {asked.exchange.request.body for asked in stage.asked}
    return {
        id: exchange
        for id, exchange in healthy.exchanges.items()
        if (exchange["request"]["body"] or "").encode() not in again
    }
