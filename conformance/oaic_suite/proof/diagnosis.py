"""What a run would tell as causes if the server had certain faults.

Of what a fault does not touch a run would hold the answers of the sound server, so these are kept and put beside the
exchanges that the fault changes. The faults reach nothing here but the server: causes are worked out from rows and
exchanges alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oaic_suite.judging.causes.cause import Causes
from oaic_suite.judging.document.record import exchange_record
from oaic_suite.judging.document.run_json import Cause, Exchange, Judged
from oaic_suite.judging.run import Run
from oaic_suite.judging.selecting.part import Part
from oaic_suite.judging.selecting.selection import Selection
from oaic_suite.judging.settling.convicting import recorded
from oaic_suite.judging.stage import Stage
from oaic_suite.proof.baseline import Baseline, Extent, Heard

SOUND = "sound-"  # how the ids begin of exchanges with the sound server


def causes_of(stage: Stage, extent: Extent, records: Sequence[Judged], baseline: Baseline) -> list[Cause]:
    """The causes of a run that has these records, and the exchanges of this stage."""
    run = Run(selection=Selection.of((), Part()))
    for record in records:
        run.selection.choose(record["id"], record["name"])
        run.add(record)
    for found, exchange in recorded(stage.asked, stage.judged, run.selection.chosen, stage.target.client.redactor):
        run.convict(found, [exchange])
    told = [each.exchange for each in untouched(stage, extent, baseline)]
    told += [exchange_record(asked.exchange, stage.target.client.redactor) for asked in stage.asked]
    run.exchanges.update({exchange["id"]: exchange for exchange in told})
    return Causes(run.rows(), run.exchanges).told()


def heard(stage: Stage) -> list[Heard]:
    """What causes need of requests that no row is red for."""
    redactor = stage.target.client.redactor
    told = [(asked.key, exchange_record(asked.exchange, redactor)) for asked in stage.asked]
    return [Heard(key, unsaid(exchange)) for key, exchange in told]


def unsaid(exchange: Exchange) -> Exchange:
    return exchange | {"id": SOUND + exchange["id"], "headers": [], "body": "", "times": []}


def untouched(stage: Stage, extent: Extent, baseline: Baseline) -> Iterable[Heard]:
    """What the sound server was asked that was not sent again, and that no fault would answer otherwise."""
    again = {asked.exchange.request.body for asked in stage.asked}
    kept = (each for each in baseline.heard if each.key not in extent.touched)
    return (each for each in kept if (each.exchange["request"]["body"] or "").encode() not in again)
