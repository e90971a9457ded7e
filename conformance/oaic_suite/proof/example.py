"""What keeps a requirement and what breaks it, asked of the reference server: sound, and with a fault of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from oaic_suite.asking.survey.preflight import preflight
from oaic_suite.judging.catalogue import variants
from oaic_suite.judging.conversation import Choice
from oaic_suite.judging.document import run_json
from oaic_suite.judging.document.record import exchange_record, record_of
from oaic_suite.judging.judge import Judgement
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.profile import drawn_anew, lacking
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import Verdict
from oaic_suite.proof.baseline import Surveyed
from oaic_suite.proof.faults import Fault
from oaic_suite.proof.trial import ServerDied, target_with

SOUND = ""


@dataclass(frozen=True)
class Example:
    """One exchange that keeps it and one that does not, by the same request."""

    fault: Fault
    judged: run_json.Judged  # of the broken one
    broken: run_json.Exchange
    sound: run_json.Exchange | None


@dataclass
class Examples:
    """Asks the sound server once for all requirements, and each fault when it is wanted."""

    faults: Sequence[Fault]
    _sound: Stage = field(init=False)
    _surveyed: Surveyed = field(init=False)

    def __post_init__(self) -> None:
        target = target_with(SOUND)
        if failure := preflight(target).failure:
            raise ServerDied(failure)
        self._sound, self._surveyed = Stage(target), Surveyed.of(target)

    def of(self, requirement: Requirement) -> Example | None:
        """None where no fault can be shown here: it needs what is not installed, or draws at random."""
        if lacking(requirement.id) or drawn_anew(requirement.id):
            return None
        shown = (self.shown(requirement, fault) for fault in faults_of(requirement, self.faults))
        return next((example for example in shown if example), None)

    def shown(self, requirement: Requirement, fault: Fault) -> Example | None:
        stage = self.broken_by(fault)
        for name, choice in variants(requirement).items():
            judged = stage.judge(requirement, choice)
            if judged.verdict is Verdict.FAIL and judged.place:
                return self.beside(requirement, name, choice, fault, judged, stage)
        return None

    def broken_by(self, fault: Fault) -> Stage:
        target = target_with(fault.id)
        self._surveyed.restore(target)
        return Stage(target)

    def beside(
        self, requirement: Requirement, name: str, choice: Choice, fault: Fault, judged: Judgement, stage: Stage
    ) -> Example | None:
        """A failure, and what a sound server answers in its place."""
        redactor = stage.target.client.redactor
        record = record_of(requirement.id, name, judged, redactor)
        where = record["where"]
        if where is None:
            return None
        places = [exchange.id for exchange in judged.evidence]
        sound = self._sound.judge(requirement, choice).evidence
        at = places.index(where["exchange"])
        twin = exchange_record(sound[at], redactor) if at < len(sound) else None
        return Example(fault, record, exchange_record(judged.evidence[at], redactor), twin)


def faults_of(requirement: Requirement, faults: Sequence[Fault]) -> Iterator[Fault]:
    """Those that break it, the plainest first."""
    return iter(sorted((fault for fault in faults if fault.requirement == requirement.id), key=lambda fault: fault.id))
