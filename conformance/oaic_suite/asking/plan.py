"""How much is drawn, from which seed, and how long sending it may take."""

from __future__ import annotations

from dataclasses import dataclass, replace

MOST_TOKENS = 16  # of an answer to what was drawn
OFF = "off"
FIRST = "quick"  # what is done where fuzzing is asked for and nothing more is said


@dataclass(frozen=True)
class Plan:
    """Bounds for each operation, and one for all together."""

    examples: int  # bodies drawn at random, valid ones and as many that are not; systematic ones come besides
    cases: int  # requests sent, but for those that make a finding small
    seconds: float
    seed: int = 1
    waiting: float = 300.0  # seconds for what is not heard out, of all operations together
    whole: float = 3600.0  # seconds for all of it, whatever is answered: none is drawn or asked after that
    findings: int = 5  # shown of one kind
    attempts: int = 40  # requests spent on making one finding small


LEVELS: dict[str, Plan] = {
    "quick": Plan(examples=100, cases=200, seconds=120.0),
    "full": Plan(examples=1500, cases=3000, seconds=600.0, waiting=1800.0, findings=20, attempts=100),
}


def planned(level: str, seed: int | None, cases: int | None, seconds: float | None = None) -> Plan | None:
    """The plan of a level, changed by what else was asked: a run that may take longer than an hour may draw as long."""
    if level == OFF:
        return None
    plan = LEVELS[level]
    most = plan.cases if cases is None else cases
    asked = replace(plan, cases=most, examples=max(plan.examples, most // 2), whole=seconds or plan.whole)
    return asked if seed is None else replace(asked, seed=seed)
