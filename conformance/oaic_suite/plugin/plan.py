"""What a run would ask, how much of it and why, told without asking."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass

from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.requirement import Requirement
from oaic_suite.judging.selecting.profile import covering
from oaic_suite.plugin.estimate import PREFLIGHT, Estimate, in_part
from oaic_suite.plugin.settled import Settled

A_KEY = "made for this run"  # that the embedded server will ask for


@dataclass(frozen=True)
class Row:
    """One requirement, and why it is in the run or not."""

    requirement: Requirement
    asked: bool
    why: str
    variants: int = 0  # that are asked


@dataclass(frozen=True)
class Plan:
    estimate: Estimate
    rows: list[Row]
    drawn: str = ""

    @classmethod
    def of(cls, settled: Settled) -> Plan:
        if settled.base_url is None:
            settled.api_key = settled.api_key or A_KEY
        part, profiles = settled.part, settled.profiles
        estimate = Estimate(settled.target("p"), in_part(part, profiles), part)
        return cls(estimate, [row(each, settled) for each in catalogue().values()], settled.drawn)

    def told(self, *, as_json: bool, each: bool) -> str:
        return json.dumps(self.document(), indent=1) if as_json else "\n".join(self.lines(each))

    def document(self) -> dict[str, object]:
        found = self.estimate
        return {
            "requests": {
                "preflight": PREFLIGHT,
                "survey": len(found.wants),
                "judging": found.judging,
                "total": found.total,
            },
            "tokens": {"longest_answer": found.longest, "all_answers": found.together},
            "pieces": {name: named(found, name) for name in ("pictures", "sounds")},
            "requirements": [
                {
                    "id": row.requirement.id,
                    "level": str(row.requirement.level),
                    "asked": row.asked,
                    "why": row.why,
                    "variants": row.variants,
                }
                for row in self.rows
            ],
        }

    def lines(self, each: bool) -> Iterator[str]:
        found = self.estimate
        parts = f"{PREFLIGHT} for the models, {len(found.wants)} to find out what is there, {found.judging} to judge"
        yield f"about {found.total} requests: {parts}{self.drawn and f'; {self.drawn}'}"
        yield f"an answer may have {found.longest:,} tokens, all of them together {found.together:,}"
        if found.by_the_piece:
            yield f"by the piece: {found.by_the_piece}"
        for asked, word in ((True, "in"), (False, "out")):
            rows = [row for row in self.rows if row.asked is asked]
            yield f"{word}: {len(rows)} of {len(self.rows)} requirements"
            for why, alike in grouped(rows):
                yield f"  {len(alike):4}  {why}"
                yield from (f"        {row.requirement.id}" for row in alike if each)


def named(found: Estimate, name: str) -> dict[str, int | None]:
    """Of pictures, or of sounds: how many, how many more of a server that refuses nothing, and how many may be."""
    made, wrongly = (getattr(pieces, name) for pieces in (found.pieces, found.wrongly))
    return {"asked": made, "to_be_refused": wrongly, "allowed": getattr(found.target.budget.allowed, name)}


def grouped(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    ordered = sorted(rows, key=lambda row: (row.why, row.requirement.id))
    return ((why, list(alike)) for why, alike in itertools.groupby(ordered, lambda row: row.why))


def row(requirement: Requirement, settled: Settled) -> Row:
    if out := settled.part.why_out(requirement.id, settled.profiles):
        return Row(requirement, False, out)
    return Row(requirement, True, why_in(requirement, settled), len(settled.part.variants(requirement)))


def why_in(requirement: Requirement, settled: Settled) -> str:
    profile = next(iter(covering(requirement.id)), None)
    if profile is None:
        return "in every run"
    required = profile.required or profile.name in settled.profiles
    return f"{profile.name}, {'required' if required else 'judged where the server has it'}"
