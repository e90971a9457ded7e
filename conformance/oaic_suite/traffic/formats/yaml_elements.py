"""The elements of one list in a large YAML document, one after another, from the events of its parser."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

import yaml

from oaic_suite.traffic.heard import DEEPEST, LARGEST, MIB, Unreadable

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = ("", "~", "null", "Null", "NULL")
BINARY = "tag:yaml.org,2002:binary"
Events = Iterator[yaml.Event]


def yaml_elements(file: BinaryIO, lists: Collection[str]) -> Iterator[Any]:
    """What stands in the lists of these names at the top."""
    try:
        yield from Reader(yaml.parse(file, Loader=PARSER)).elements(lists)
    except (yaml.YAMLError, UnicodeError) as error:
        raise Unreadable(f"it is not YAML: {where(error)}") from None


def where(error: Exception) -> str:
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    return f"line {mark.line + 1}: {problem}" if mark else " ".join(str(error).split())[:100]


class Reader:
    """Makes values of events; what an alias repeats is there once, however often it is named."""

    def __init__(self, events: Events) -> None:
        self.events = events
        self.anchors: dict[str, Any] = {}
        self.begun = 0  # where in the file the element begins

    def elements(self, lists: Collection[str]) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, yaml.MappingStartEvent):
                break
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                raise Unreadable("it is no mapping")
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            name, value = self.value(event), next(self.events)
            if name in lists and isinstance(value, yaml.SequenceStartEvent):
                yield from self.listed()
            else:
                self.value(value)

    def listed(self) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            self.anchors, self.begun = {}, at(event.start_mark)
            yield self.value(event)

    def value(self, event: yaml.Event, depth: int = 0) -> Any:
        if depth > DEEPEST:
            raise Unreadable(f"it is nested more than {DEEPEST} levels deep")
        if at(event.end_mark) - self.begun > LARGEST:
            raise Unreadable(f"an entry is larger than {LARGEST // MIB} MiB")
        if isinstance(event, yaml.AliasEvent):
            return self.anchors.get(event.anchor or "")
        found = self.made(event, depth)
        if anchor := getattr(event, "anchor", None):
            self.anchors[anchor] = found
        return found

    def made(self, event: yaml.Event, depth: int) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(depth)
        return scalar(event)

    def mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self.value(event, depth + 1)
            value = self.value(next(self.events), depth + 1)
            if isinstance(name, str):
                found[name] = value
        return found

    def sequence(self, depth: int) -> list[Any]:
        found = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self.value(event, depth + 1))
        return found


def at(mark: Any) -> int:
    """How many characters stand before it."""
    return int(mark.index) if mark else 0


def scalar(event: Any) -> str | bytes | None:
    """Text, bytes or nothing: no reader of traffic needs numbers."""
    if event.tag == BINARY:
        try:
            return b64decode(event.value)
        except ValueError:
            raise Unreadable(f"line {event.start_mark.line + 1}: it is not base64") from None
    plain = event.implicit[0] and event.style in (None, "")
    return None if plain and event.value in NULLS else str(event.value)
