"""What changed between two runs as people are shown it: by kind, and by the causes in which a maintainer thinks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Row, Run

from oaic_reports.compare.changes import MEANING, Change, Kind, changes, scored

MOST = 150  # lines of a kind
TONES: dict[Kind, str] = {"broken": "bad", "uncovered": "bad", "moved": "fair", "mended": "good"}


@dataclass(frozen=True)
class Changed:
    change: Change
    statement: str
    observed: str


@dataclass(frozen=True)
class Group:
    """What changed by one cause; without a title where nothing failed."""

    title: str
    number: int
    lines: Sequence[Changed]


@dataclass(frozen=True)
class Shelf:
    kind: Kind
    meaning: str
    tone: str
    number: int
    groups: Sequence[Group]

    @property
    def lines(self) -> list[Changed]:
        return [line for group in self.groups for line in group.lines]

    @property
    def more(self) -> int:
        return self.number - len(self.lines)


def shelves(first: Run, second: Run, most: int = MOST) -> list[Shelf]:
    """Those that hold something, in the order in which a reader wants them; what is as it was is only counted."""
    rows, titles = scored(first) | scored(second), (titled(first), titled(second))
    return [
        Shelf(kind, MEANING[kind], TONES.get(kind, "none"), len(some), list(groups(some, rows, titles, most)))
        for kind, some in changes(first, second).items()
        if some and kind != "same"
    ]


def groups(
    some: Sequence[Change], rows: Mapping[str, Row], titles: tuple[dict[str, str], dict[str, str]], most: int
) -> Iterator[Group]:
    """The largest first, as many lines of all of them as are shown."""
    alike: dict[str, list[Change]] = {}
    for one in some:
        alike.setdefault(title(one, *titles), []).append(one)
    for name, found in sorted(alike.items(), key=lambda group: (not group[0], -len(group[1]))):
        if most > 0:
            yield Group(name, len(found), [changed(one, rows[one.id]) for one in found[:most]])
        most -= len(found)


def title(one: Change, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """That of the cause by which it fails, or failed; a key where the run has no title for it."""
    was = before.get(one.cause_before, one.cause_before) if one.cause_before else ""
    now = after.get(one.cause_after, one.cause_after) if one.cause_after else ""
    return f"{now}; before: {was}" if was and now and was != now else now or was


def changed(one: Change, row: Row) -> Changed:
    return Changed(one, row["statement"], (row["observed"] or row["reason"] or "") if one.after else "")


def titled(run: Run) -> dict[str, str]:
    return {cause["key"]: cause["title"] for cause in run["causes"]}


def same(first: Run, second: Run) -> int:
    return len(changes(first, second)["same"])
