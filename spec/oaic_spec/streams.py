"""What OpenAPI cannot say about a stream: its framing, as events or as lines, and the order of what it carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, Self

EventField = Literal["absent", "equalsDataType"]
ASKED_BY = MappingProxyType({"stream": True})


@dataclass(frozen=True)
class StreamRules:
    """How the events of one operation's stream are framed, and the grammar of their payloads."""

    media_type: str
    event_field: EventField
    terminator: str | None
    terminator_required: bool
    grammar: Mapping[str, Any] = field(default_factory=dict)
    last: Mapping[str, Any] = field(default_factory=dict)  # members by which the last of some lines is known
    asked_by: Mapping[str, Any] = field(
        default_factory=lambda: ASKED_BY
    )  # the members of a request that wants a stream

    @classmethod
    def of(cls, media_type: str, media: Mapping[str, Any]) -> Self:
        if "x-lines" in media:
            return cls(media_type, "absent", None, False, last=frozen(media["x-lines"]["last"]))
        framing = media["x-sse"]
        return cls(
            media_type=media_type,
            event_field=framing["eventField"],
            terminator=framing["terminator"],
            terminator_required=framing["terminatorRequired"],
            grammar=frozen(media.get("x-grammar", {})),
            asked_by=frozen(framing.get("askedBy", ASKED_BY)),
        )


def frozen(node: Any) -> Any:
    """The node with its mappings read-only and its lists turned into tuples."""
    if isinstance(node, dict):
        return MappingProxyType({key: frozen(value) for key, value in node.items()})
    if isinstance(node, list):
        return tuple(frozen(value) for value in node)
    return node


def payload_schema(media: Mapping[str, Any]) -> Any:
    """What the data of an event holds: the schema under `contentSchema` in the item schema; a line is what it holds."""
    if "x-lines" in media:
        return media["x-itemSchema"]
    data = media["x-itemSchema"]["properties"]["data"]
    alternatives = data.get("anyOf", data.get("oneOf", [data]))
    return next(each["contentSchema"] for each in alternatives if "contentSchema" in each)


def promoted(document: dict[str, Any]) -> dict[str, Any]:
    """The document as OpenAPI 3.2, which has the item schema of a stream as a keyword of its own."""
    return {**renamed(document), "openapi": "3.2.0"}


def renamed(node: Any) -> Any:
    if isinstance(node, dict):
        return {"itemSchema" if key == "x-itemSchema" else key: renamed(value) for key, value in node.items()}
    if isinstance(node, list):
        return [renamed(value) for value in node]
    return node
