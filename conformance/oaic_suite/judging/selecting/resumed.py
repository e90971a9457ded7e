"""A run that was cut off and goes on: what it settled stays as it was told, what it left open is asked.

Unlike a run that asks once more what was red, it takes the server for the same as before. So a row that failed has
failed, and what such a row hides is not asked again; and what the new exchanges show counts for the rows that stay.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

from oaic_suite.judging.document import run_json

ASIDE = "earlier-"  # before the ids of older exchanges: those of a new run begin anew
ELSEWHERE = "elsewhere: "  # before the names of variants that a row did not ask for
CUT = ("not_run", "error")


@dataclass(frozen=True)
class Resumed:
    file: str
    run: run_json.Run

    @cached_property
    def failed(self) -> frozenset[str]:
        return frozenset(row["id"] for row in self.run["requirements"] if row["verdict"] == "fail")

    @property
    def edition(self) -> str | None:
        return self.run["set"]["name"] if "set" in self.run else None

    @property
    def selection(self) -> run_json.Selection:
        """The part that it was asked for."""
        return self.run["selection"] or {"only": [], "judged": 0, "of": 0}

    @property
    def asked(self) -> tuple[str, ...]:
        """The rows that were left open."""
        return tuple(row["id"] for row in self.run["requirements"] if self.is_open(row))

    @property
    def kept(self) -> tuple[str, ...]:
        """The rows that stand as they were judged."""
        return tuple(row["id"] for row in self.run["requirements"] if not self.is_open(row))

    def is_open(self, row: run_json.Row) -> bool:
        return any(
            each["verdict"] in CUT or (each["verdict"] == "inconclusive" and each.get("cause") not in self.failed)
            for each in (*row["variants"], row)
        )

    def names(self) -> Iterator[tuple[str, str]]:
        """Every row, and each variant that it asked for."""
        for row in self.run["requirements"]:
            yield from ((row["id"], each["name"]) for each in row["variants"] if not is_elsewhere(each["name"]))

    def records(self) -> Iterator[run_json.Judged]:
        """What was judged; of a row that is asked again only what failed."""
        for row in self.run["requirements"]:
            spent = row["duration_ms"]
            for each in row["variants"]:
                if each["verdict"] == "fail" or not self.is_open(row):
                    yield record(row["id"], each, spent)
                    spent = 0.0

    def exchanges(self) -> Iterator[run_json.Exchange]:
        for each in self.run["exchanges"].values():
            yield each | {"id": aside(each["id"])}

    def told(self) -> list[run_json.Continued]:
        """The runs that this one continues, the oldest first, each with the rows that stand as it judged them."""
        kept = dict.fromkeys(self.kept)
        older = [standing(each, kept) for each in self.run.get("continued", [])]
        before = {id for each in older for id in each["rows"]}
        last: run_json.Continued = {
            "file": self.file,
            "started": self.run["started"],
            "requests": self.run["requests"],
            "rows": [id for id in kept if id not in before],
        }
        return [*older, last]


def standing(part: run_json.Continued, kept: Container[str]) -> run_json.Continued:
    """What still stands of an older one."""
    return part | {"rows": [id for id in part["rows"] if id in kept]}


def is_elsewhere(name: str) -> bool:
    return name.startswith(ELSEWHERE)


def record(id: str, variant: run_json.Variant, milliseconds: float) -> run_json.Judged:
    place = variant["where"]
    return {
        "id": id,
        "name": variant["name"],
        "verdict": variant["verdict"],
        "cause": variant.get("cause"),
        "reason": variant["reason"],
        "expected": variant["expected"],
        "observed": variant["observed"],
        "where": None if place is None else {**place, "exchange": aside(place["exchange"])},
        "duration_ms": milliseconds,
        "evidence": [*map(aside, variant.get("evidence", []))],
    }


def aside(exchange: str) -> str:
    return f"{ASIDE}{exchange}"
