"""What came of one operation, as checks read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.place import Finding, visit
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished
from oaic_suite.fuzz.symptom import SYMPTOMS, Asked

LIMITED = (429, 503, 529)  # the server has no time for us; that settles nothing


@dataclass
class Gleaning:
    """Of tens of thousands of answers those that show a symptom, and of the others the latest that might have."""

    sick: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    latest: dict[tuple[str, bool], Asked] = field(default_factory=dict)  # by symptom, and by whether it is limited

    @classmethod
    def of(cls, asked: Iterable[Asked]) -> Gleaning:
        gleaned = cls()
        for each in asked:
            gleaned.add(each)
        return gleaned

    def add(self, asked: Asked) -> None:
        for name, symptom in SYMPTOMS.items():
            if symptom.concerns(asked):
                place = name, asked.exchange.status in LIMITED
                self.latest.pop(place, None)
                self.latest[place] = asked
                if symptom.shows(asked):
                    self.sick[name].append(asked)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Enough to tell what was asked, and how it was answered; in its order."""
        return tuple({asked.exchange.id: asked for asked in self.latest.values()}.values())


@dataclass(frozen=True)
class Harvest:
    """`sick` holds for each symptom the smallest requests that show it, one for each cause."""

    asked: tuple[Asked, ...]
    sick: Mapping[str, tuple[Asked, ...]] = field(default_factory=dict)

    def found(self, symptom: str) -> list[Finding]:
        """What is wrong with the answers, in one way."""
        concerned = [asked for asked in self.asked if SYMPTOMS[symptom].concerns(asked)]
        if not concerned:
            raise NotApplicable("nothing that was drawn is answered so that it could be told")
        if all(asked.exchange.status in LIMITED for asked in concerned):
            raise NotEstablished("the server limits the rate of requests, or is overloaded", "rate-limited")
        sick = self.sick.get(symptom, ())
        for asked in sick or concerned[-1:]:
            visit(asked.place)
        return [finding for asked in sick for finding in SYMPTOMS[symptom].shows(asked)[:1]]

    @property
    def exchanges(self) -> list[Exchange]:
        """What is left of them, each once."""
        shown = [asked for sick in self.sick.values() for asked in sick]
        return list({asked.exchange.id: asked.exchange for asked in (*self.asked, *shown)}.values())
