"""The tables of a grammar, looked up by the type of an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class PartRow:
    """Parts of an item, numbered in a list of it."""

    list: str
    added: str
    done: str
    index: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class TextRow:
    """A text that comes in pieces; `part` is the row of the parts it stands in, if it stands in any."""

    delta: str
    done: str
    whole: str
    of: tuple[str, ...]
    part: PartRow | None = None
    part_type: str = ""
    unannounced: bool = False  # its part need not have been added


@dataclass(frozen=True)
class StageRow:
    of: tuple[str, ...]
    place: int  # among the stages of an item


@dataclass(frozen=True)
class WithinRow:
    of: tuple[str, ...]
    part: PartRow | None
    counts: str


class Grammar:
    """The tables of a contract's `x-grammar`."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.number: str = tables["number"]
        self.anywhere: tuple[str, ...] = tables["anywhere"]
        self.response: Mapping[str, Any] = tables["response"]
        self.failure: Mapping[str, Any] = tables["failure"]
        self.item: Mapping[str, Any] = tables["item"]
        self.part_rows = {name: part_row(name, row) for name, row in tables["parts"].items()}
        self.parts = {event: row for row in self.part_rows.values() for event in (row.added, row.done)}
        texts = [text_row(row, self.part_rows) for row in tables["texts"]]
        self.texts = {event: row for row in texts for event in (row.delta, row.done)}
        self.stages = {
            event: StageRow(row["of"], place) for row in tables["stages"] for place, event in enumerate(row["events"])
        }
        self.within = {event: within_row(row, self.part_rows) for event, row in tables["within"].items()}

    @cached_property
    def last(self) -> tuple[str, ...]:
        """Events that end a stream."""
        return (*self.response["last"], self.failure["event"])

    @cached_property
    def lifecycle(self) -> tuple[str, ...]:
        return (*self.response["before"], *self.response["last"])

    @cached_property
    def types(self) -> frozenset[str]:
        """Every event there is a row for."""
        ends = (self.item["added"], self.item["done"], self.failure["event"])
        return frozenset((*self.anywhere, *self.lifecycle, *ends, *self.inner))

    @cached_property
    def inner(self) -> dict[str, tuple[str, ...]]:
        """Events that stand within an item, each with the types of item it may stand in."""
        tables = (self.parts, self.texts, self.stages, self.within)
        return {event: row.of for table in tables for event, row in table.items()}


def part_row(name: str, row: Mapping[str, Any]) -> PartRow:
    return PartRow(name, row["added"], row["done"], row["index"], row["of"])


def text_row(row: Mapping[str, Any], parts: Mapping[str, PartRow]) -> TextRow:
    part = parts[row["in"]] if "in" in row else None
    of = part.of if part else row["of"]
    unannounced = row.get("unannounced", False)
    return TextRow(row["delta"], row["done"], row["whole"], of, part, row.get("part", ""), unannounced)


def within_row(row: Mapping[str, Any], parts: Mapping[str, PartRow]) -> WithinRow:
    return WithinRow(row["of"], parts[row["in"]] if "in" in row else None, row.get("counts", ""))
