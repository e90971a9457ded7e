"""The runs that are compared, each in a line, and what stands in the way of comparing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Run

from oaic_reports.untrusted import capped, one_line
from oaic_reports.words.conclusion import HEADLINES, UNSOUND, listed, moment, which

TEXT = 120  # characters


@dataclass(frozen=True)
class Head:
    """One run, as it is called."""

    number: int
    target: str
    model: str | None
    started: str
    conclusion: str
    suite: str
    contract: str

    @property
    def word(self) -> str:
        return HEADLINES[self.conclusion][0]

    @property
    def line(self) -> str:
        facts = [self.target, self.model and f"model {self.model}", moment(self.started), self.word]
        return one_line(", ".join(capped(fact, TEXT) for fact in facts if fact))


def heads(runs: Sequence[Run]) -> list[Head]:
    return [head(run, number) for number, run in enumerate(runs, 1)]


def head(run: Run, number: int) -> Head:
    target = run["target"]
    suite, contract = run["suite"]["version"], run["contract"]["digest"]
    return Head(number, target["base_url"], target["model"], run["started"], which(run), suite, contract)


def cautions(runs: Sequence[Run]) -> list[str]:
    """What a reader must know before a difference is read as one of the servers."""
    return [*different_judges(heads(runs)), *unsound(runs)]


def different_judges(some: Sequence[Head]) -> Iterator[str]:
    if versions := several(head.suite for head in some):
        yield f"Different versions of the suite judged: {listed(versions)}. What it asks may have changed."
    if several(head.contract for head in some):
        yield "Different contracts were judged against."


def unsound(runs: Sequence[Run]) -> Iterator[str]:
    for number, run in enumerate(runs, 1):
        if (word := which(run)) in UNSOUND:
            yield f"Run {number} is {word}: what it does not say is not known."
        elif run["selection"]:
            yield f"Run {number} judged only a part."


def several(words: Iterator[str]) -> list[str]:
    """The words, where they are not all the same."""
    found = [one_line(capped(word, TEXT)) for word in dict.fromkeys(words)]
    return found if found[1:] else []
