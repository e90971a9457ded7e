"""What judging some exchanges came to: counted, with a few of each kind to be shown. Two tallies add up to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from oaic_suite.judging.document.run_json import Exchange, Judged
from oaic_suite.judging.verdict import VerdictWord
from oaic_suite.traffic.calls import Counted

SHOWN = 3  # exchanges that fail a row, and that are granted of an operation
SECRETS, KINDS = 200, 200  # that are kept: however large the traffic is, what is known of it stays small
JUDGED = "judged"
FOREIGN, UNFINISHED, UNLAWFUL, UNREADABLE = UNJUDGED = (
    "of no operation of the contract",
    "without a whole answer",
    "answered though the contract forbids what was asked",
    "unreadable",
)
GRAVE: tuple[VerdictWord, ...] = ("fail", "error")
TOLD: tuple[VerdictWord, ...] = ("pass", *GRAVE)  # a row of which nothing else is known is not told
GRANTED = 300  # a status below it


@dataclass
class Tally:
    heard: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)  # entries are unreadable
    bases: Counter[str] = field(default_factory=Counter)
    models: Counter[str] = field(default_factory=Counter)
    verdicts: dict[str, Counter[VerdictWord]] = field(default_factory=dict)  # by row
    records: dict[str, list[Judged]] = field(default_factory=dict)  # those that fail, else one that holds
    granted: Counter[str] = field(default_factory=Counter)  # by what was asked
    exchanges: dict[str, Exchange] = field(default_factory=dict)
    calls: Counted = field(default_factory=Counter)
    secrets: set[str] = field(default_factory=set)

    def count(self, row: str, verdict: VerdictWord) -> None:
        self.verdicts.setdefault(row, Counter())[verdict] += 1

    def shows(self, row: str, verdict: VerdictWord) -> bool:
        """Whether one more judgement of a row is to be shown."""
        known = self.records.get(row, [])
        if verdict in GRAVE:
            return len(known) < SHOWN or known[0]["verdict"] not in GRAVE
        return verdict in TOLD and not known

    def show(self, record: Judged) -> None:
        known = self.records.setdefault(record["id"], [])
        if known and known[0]["verdict"] not in GRAVE:
            known.clear()
        known.append(record)

    def merge(self, other: Tally) -> None:
        """In the order in which the exchanges stood."""
        self.heard.update(other.heard)
        for mine, theirs in ((self.why, other.why), (self.bases, other.bases), (self.models, other.models)):
            few(mine, theirs)
        self.calls.update(other.calls)
        for row, counts in other.verdicts.items():
            self.verdicts.setdefault(row, Counter()).update(counts)
        shown = set(self.take(record for records in other.records.values() for record in records))
        self.exchanges |= {id: told for id, told in other.exchanges.items() if id in shown or self.wants_as_well(told)}
        self.secrets |= set(sorted(other.secrets)[: SECRETS - len(self.secrets)])

    def take(self, records: Iterable[Judged]) -> Iterator[str]:
        """Keeps those that are to be shown, and says which exchanges they rest on."""
        for record in records:
            if self.shows(record["id"], record["verdict"]):
                self.show(record)
                yield from record["evidence"]

    def wants_as_well(self, told: Exchange) -> bool:
        return self.wants(told["request"]["method"], told["request"]["url"], told["status"])

    def wants(self, method: str, url: str, status: int | None) -> bool:
        """Whether one more answer of this kind is kept, to tell what is granted from what is not."""
        kind = f"{method} {url.partition('?')[0]}"
        full = self.granted[kind] >= SHOWN or self.granted.total() >= KINDS
        if (status or GRANTED) >= GRANTED or full:
            return False
        self.granted[kind] += 1
        return True


def few(mine: Counter[str], theirs: Counter[str]) -> None:
    """Adds up what is known already, and what is new as long as there is room for it."""
    for word, number in theirs.items():
        if word in mine or len(mine) < KINDS:
            mine[word] += number
