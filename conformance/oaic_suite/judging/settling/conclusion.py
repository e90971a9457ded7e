"""What a run comes to: the first line of the table that fits decides word and exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from oaic_suite.judging.document import run_json
from oaic_suite.judging.document.run_json import Client, Row, Works
from oaic_suite.judging.selecting.profile import Profile
from oaic_suite.judging.verdict import LevelWord, VerdictWord

SETTLED: frozenset[VerdictWord] = frozenset({"pass", "fail"})
UNSETTLED: frozenset[VerdictWord] = frozenset({"inconclusive", "not_run"})


@dataclass(frozen=True)
class Facts:
    """What the table asks about."""

    rows: Sequence[Row]
    required: Sequence[Profile]
    failure: str | None = None  # preflight failed or the breaker opened
    gate: LevelWord = "MUST"
    clients: Sequence[Client] = ()  # that were asked for: then they decide
    stopped: bool = False  # a budget ended it
    stale: bool = False  # an entry of the list of known failures is not true any more

    def failed(self, level: LevelWord) -> bool:
        return any(row["verdict"] == "fail" and row["level"] == level for row in self.rows)

    def any_client(self, word: Works) -> bool:
        return any(client["conclusion"] == word for client in self.clients)

    def errors(self) -> bool:
        return any(row["verdict"] == "error" for row in self.rows)

    def unsettled(self) -> bool:
        """A required row that decides and was not settled, or a required surface that is not there."""
        return any(self.open(profile, row) for profile in self.required for row in deciding(profile, self.rows))

    def says_nothing(self) -> bool:
        """Of what was asked nothing was settled, though it might have been: so it is where a part is asked in vain."""
        scored = [row["verdict"] for row in self.rows if row["level"] != "INFO"]
        return not SETTLED & set(scored) and bool(UNSETTLED & set(scored))

    def open(self, profile: Profile, row: Row) -> bool:
        absent = row["verdict"] == "not_applicable" and row["cause"] in profile.needs
        return absent or row["verdict"] in UNSETTLED


def deciding(profile: Profile, rows: Sequence[Row]) -> list[Row]:
    """The rows of a profile by which it stands: each MUST; where it has none, as a convention has, each SHOULD."""
    covered = [row for row in rows if profile.covers(row["id"])]
    return [row for row in covered if row["level"] == "MUST"] or [row for row in covered if row["level"] == "SHOULD"]


@dataclass(frozen=True)
class Conclusion:
    word: run_json.Conclusion
    exit_code: int


TABLE: tuple[tuple[Callable[[Facts], bool], Conclusion], ...] = (
    (lambda facts: facts.failure is not None, Conclusion("invalid", 10)),
    (lambda facts: facts.failed("MUST"), Conclusion("non_conformant", 1)),
    (lambda facts: facts.errors(), Conclusion("invalid", 3)),
    (lambda facts: facts.unsettled() or facts.says_nothing() or facts.stopped, Conclusion("incomplete", 11)),
    (
        lambda facts: facts.failed("SHOULD") and facts.gate == "SHOULD",
        Conclusion("conformant_with_deviations", 1),
    ),
    (lambda facts: facts.failed("SHOULD"), Conclusion("conformant_with_deviations", 0)),
    (lambda facts: True, Conclusion("conformant", 0)),
)


STALE = 12  # the list of known failures has to be corrected
GRAVER = ("invalid", "non_conformant")

CLIENTS: tuple[tuple[Callable[[Facts], bool], int], ...] = (
    (lambda facts: facts.failure is not None, 10),
    (lambda facts: facts.any_client("does_not_work"), 1),
    (lambda facts: facts.errors(), 3),
    (lambda facts: facts.stale, STALE),
    (lambda facts: facts.any_client("not_established"), 11),
    (lambda facts: True, 0),
)


def exit_code(facts: Facts) -> int:
    """That of the conclusion; of a run that was asked whether clients work, whether they do."""
    if facts.clients:
        return next(code for fits, code in CLIENTS if fits(facts))
    found = conclude(facts)
    return STALE if facts.stale and found.word not in GRAVER else found.exit_code


def conclude(facts: Facts) -> Conclusion:
    return next(conclusion for fits, conclusion in TABLE if fits(facts))
