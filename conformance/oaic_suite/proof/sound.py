"""The sound server heard out: on a busy machine it may be late, and of what is not asked no fault shows."""

from __future__ import annotations

from oaic_suite.judging.stage import Stage
from oaic_suite.proof.baseline import Baseline
from oaic_suite.proof.trial import healthy_stage

ATTEMPTS = 3
SHOWN = 4  # problems that are told


class NotSound(Exception):
    """The server without a fault was not heard out; says why."""


def sound(prefix: str = "") -> Baseline:
    """What it comes to, where faults are meant whose ids begin so."""
    for _ in range(ATTEMPTS):
        stage, baseline = healthy_stage(prefix)
        if not (problems := amiss(stage, baseline)):
            return baseline
    raise NotSound("; ".join(problems[:SHOWN]))


def amiss(stage: Stage, baseline: Baseline) -> list[str]:
    """Why what was heard of the sound server is not all that it answers."""
    silent = [stage.target.breaker.sentence] if stage.target.breaker.open else []
    unwell = [f"{row['id']} [{row['name']}] {row['verdict']}: {row['reason']}" for row in baseline.unwell]
    untouched = [] if baseline.reaches else ["no answer tells which faults would have changed it"]
    return silent + unwell + untouched
