"""What a run would tell as causes if the server had certain faults.

Of what a fault does not touch a run would hold the answers of the sound server, so these are kept and put beside the
exchanges that the fault changes. The faults reach nothing here but the server: causes are worked out from rows and
exchanges alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from oaic_suite.judging.causes.cause import Causes
from oaic_suite.judging.convicting import recorded
from oaic_suite.judging.part import Part
from oaic_suite.judging.record import exchange_record
from oaic_suite.judging.run import Run
from oaic_suite.judging.run_json import Cause, Exchange, Judged
from oaic_suite.judging.selection import Selection
from oaic_suite.judging.stage import Stage
from oaic_suite.proof.baseline import Baseline

SOUND = "sound-"  # how the ids begin of exchanges with the sound server


def causes_of(stage: Stage, records: Sequence[Judged], baseline: Baseline) -> list[Cause]:
    """The causes of a run that has these records, and the exchanges of this stage."""
    run = Run(selection=Selection.of((), Part()))
    for record in records:
        run.selection.choose(record["id"], record["name"])
        run.add(record)
    for found, exchange in recorded(stage.asked, stage.judged, run.selection.chosen, stage.target.client.redactor):
        run.convict(found, [exchange])
    run.exchanges.update(told(stage) | untouched(stage, baseline))
    return Causes(run.rows(), run.exchanges).told()


def told(stage: Stage) -> dict[str, Exchange]:
    redactor = stage.target.client.redactor
    return {asked.exchange.id: exchange_record(asked.exchange, redactor) for asked in stage.asked}


def heard(stage: Stage) -> dict[str, Exchange]:
    """What the sound server was asked, and that it answered: what causes need of requests that no row is red for."""
    return {SOUND + id: exchange | {"headers": [], "body": "", "times": []} for id, exchange in told(stage).items()}


def untouched(stage: Stage, baseline: Baseline) -> dict[str, Exchange]:
    """What the sound server answered to requests that were not sent again."""
    again = {asked.exchange.request.body for asked in stage.asked}
    return {
        id: exchange
        for id, exchange in baseline.heard.items()
        if (exchange["request"]["body"] or "").encode() not in again
    }
