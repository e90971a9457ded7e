"""What a stream has said so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from oaic_spec.events.event import Event, lookup
from oaic_spec.events.grammar import Grammar, PartRow, TextRow, WithinRow


@dataclass
class Text:
    row: TextRow
    index: int | None  # of its part
    pieces: list[Any] = field(default_factory=list)
    done: bool = False
    whole: Any = None

    @property
    def joined(self) -> str:
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


@dataclass
class Part:
    added: Any
    done: Any = None


@dataclass
class Item:
    added: Any
    done: Any = None
    parts: dict[str, list[Part]] = field(default_factory=dict)  # by the list they stand in
    texts: dict[tuple[str, int | None], Text] = field(default_factory=dict)
    counted: dict[tuple[str, int | None], int] = field(default_factory=dict)
    stage: int = -1

    @property
    def type(self) -> str:
        kind = lookup(self.added, "type")
        return kind if isinstance(kind, str) else ""

    def part(self, row: PartRow, index: int | None) -> Part | None:
        known = self.parts.get(row.list, [])
        return known[index] if index is not None and 0 <= index < len(known) else None

    def text(self, row: TextRow, index: int | None) -> Text:
        return self.texts.setdefault((row.delta, index), Text(row, index))


class State:
    """Takes whatever comes: what is wrong with an event is for the rules to say, before it is taken."""

    def __init__(self, grammar: Grammar, *, resumed: bool = False) -> None:
        self.grammar, self.resumed = grammar, resumed
        self.number: int | None = None
        self.response_id: Any = None
        self.opened: list[str] = []  # types of lifecycle events
        self.items: dict[int, Item] = {}
        self.last: Event | None = None  # that ended the stream
        self.terminated = False

    @property
    def next_number(self) -> int:
        return 0 if self.number is None else self.number + 1

    def item(self, event: Event) -> Item | None:
        """The item an event is about, where its index names one that was added."""
        index = event.index(self.grammar.item["index"])
        return None if index is None else self.items.get(index)

    def take(self, event: Event) -> None:
        grammar, kind = self.grammar, event.type or ""
        number = event.index(grammar.number)
        self.number = self.next_number if number is None else number
        if kind in grammar.lifecycle:
            self.opened.append(kind)
            self.response_id = self.response_id or event.get(grammar.response["member"], "id")
        if kind in grammar.last and self.last is None:
            self.last = event
        if kind == grammar.item["added"]:
            self.take_added(event)
        elif (item := self.item(event)) is not None:
            self.take_inner(event, kind, item)

    def take_added(self, event: Event) -> None:
        index = event.index(self.grammar.item["index"])
        if index is not None:
            self.items.setdefault(index, Item(event.get(self.grammar.item["member"])))

    def take_inner(self, event: Event, kind: str, item: Item) -> None:
        if kind == self.grammar.item["done"]:
            item.done = event.get(self.grammar.item["member"])
        elif row := self.grammar.parts.get(kind):
            take_part(event, kind, row, item)
        elif text := self.grammar.texts.get(kind):
            take_text(event, kind, text, item)
        elif stage := self.grammar.stages.get(kind):
            item.stage = max(item.stage, stage.place)
        elif within := self.grammar.within.get(kind):
            key = counted_as(event, kind, within)
            item.counted[key] = item.counted.get(key, 0) + 1


def take_part(event: Event, kind: str, row: PartRow, item: Item) -> None:
    if kind == row.added:
        item.parts.setdefault(row.list, []).append(Part(event.get("part")))
    elif part := item.part(row, event.index(row.index)):
        part.done = event.get("part")


def take_text(event: Event, kind: str, row: TextRow, item: Item) -> None:
    text = item.text(row, part_index(event, row))
    if kind == row.delta:
        text.pieces.append(event.get("delta"))
    else:
        text.done, text.whole = True, event.get(row.whole)


def part_index(event: Event, row: TextRow | WithinRow) -> int | None:
    return event.index(row.part.index) if row.part else None


def counted_as(event: Event, kind: str, row: WithinRow) -> tuple[str, int | None]:
    return kind, part_index(event, row)
