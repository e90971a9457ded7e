"""How far a run is: what is asked, requests sent of about how many, how fast, and what was found so far.

The requests still to come are those of the conversations that no judgement has read yet. So the total moves with
what a server turns out to do, and is right at the end.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from oaic_suite.judging.catalogue import variants
from oaic_suite.judging.conversation import Key
from oaic_suite.judging.document import run_json
from oaic_suite.judging.requirement import REQUIREMENTS
from oaic_suite.judging.selecting.edition import level_in
from oaic_suite.judging.verdict import SCORED
from oaic_suite.plugin.estimate import Estimate, needed

OPEN = ("inconclusive", "not_run", "error")
HERE = ""  # the process that counts its requests as they are answered
MINUTE = 60
QUICK = 0.01  # seconds; below that nobody counts


@dataclass
class Progress:
    """Counts, and says how far it is whenever something happens."""

    show: Callable[[Progress], None] = lambda progress: None
    edition: str | None = None  # the frozen set that says what is scored
    clock: Callable[[], float] = time.monotonic
    what: str = ""
    sent: dict[str, int] = field(default_factory=lambda: {HERE: 0})  # by process
    to_survey: int = 0
    to_judge: dict[Key, float] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    began: float | None = None

    # --- what happens --------------------------------------------------------------------------------

    def begin(self, expected: Estimate) -> None:
        self.began, self.to_survey, self.to_judge = self.clock(), len(expected.wants), dict(expected.weights)

    def surveyed(self, found: Estimate) -> None:
        self.to_survey, self.to_judge = 0, dict(found.weights)

    def ask(self, what: str) -> None:
        self.what = what
        self.tell()

    def heard(self, exchange: object = None) -> None:
        """One more request was answered, here."""
        self.sent[HERE] += 1
        self.to_survey = max(0, self.to_survey - 1)
        self.tell()

    def heard_elsewhere(self, process: str, requests: int) -> None:
        """So many were, in another process."""
        self.sent[process] = requests

    def judged(self, record: run_json.Judged) -> None:
        requirement = REQUIREMENTS[record["id"]]
        for key in needed(requirement, variants(requirement)[record["name"]]):
            self.to_judge.pop(key, None)
        if level_in(requirement, self.edition) in SCORED:
            self.failed |= {record["id"]} if record["verdict"] == "fail" else set()
            self.open |= {record["id"]} if record["verdict"] in OPEN else set()
        self.tell()

    def tell(self) -> None:
        """Not before it is known how much there is to ask."""
        if self.began is not None:
            self.show(self)

    # --- what is told --------------------------------------------------------------------------------

    @property
    def asked(self) -> int:
        return sum(self.sent.values())

    @property
    def left(self) -> int:
        return self.to_survey + round(sum(self.to_judge.values()))

    @property
    def total(self) -> int:
        return self.asked + self.left

    @property
    def tenths(self) -> int:
        return 10 * self.asked // max(1, self.total)

    @property
    def pace(self) -> float:
        """Seconds a request."""
        return (self.clock() - self.began) / self.asked if self.began is not None and self.asked else 0.0

    @property
    def line(self) -> str:
        parts = [f"{self.asked} of about {self.total} requests"]
        parts += [f"{each(self.pace)} each", f"{lasting(self.pace * self.left)} left"]
        parts += [f"{len(self.failed)} failed"] if self.failed else []
        parts += [f"{len(self.open - self.failed)} open"] if self.open - self.failed else []
        return f"{', '.join(parts)}: {self.what}"


def each(seconds: float) -> str:
    return f"{seconds:.2g} s" if seconds >= QUICK else f"under {QUICK} s"


def lasting(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 2 * MINUTE else f"{seconds / MINUTE:.0f} min"
