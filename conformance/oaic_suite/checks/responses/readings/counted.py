"""The calls of functions in a response, to be counted: as they stand, however broken what is around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from oaic_suite.asking.surface import Called
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished, NotRun

DONE = "response.output_item.done"
CALL = "function_call"
Json = Mapping[str, Any]


def calls(evidence: Evidence) -> Iterator[Called]:
    """Those that were not cut short."""
    offered = {str(tool.get("name")): tool.get("parameters") for tool in tools(evidence.request.get("tools"))}
    for item in items(evidence):
        if item.get("type") == CALL and item.get("status") in ("completed", None):
            yield Called(str(item.get("name")), item.get("arguments"), offered)


def tools(told: Any) -> Iterator[Json]:
    """Those of a namespace as well."""
    for tool in members(told):
        yield tool
        yield from members(tool.get("tools"))


def items(evidence: Evidence) -> list[Json]:
    """What a response puts out, or what a stream says is done."""
    try:
        if isinstance(evidence, Stream):
            return [event["item"] for event in events(evidence) if isinstance(event.get("item"), dict)]
        answer = evidence.json if isinstance(evidence, Reply) else None
    except (NotEstablished, NotRun):
        return []
    return members(answer.get("output")) if isinstance(answer, dict) else []


def events(stream: Stream) -> list[Json]:
    return [event for event in members([each.value for each in stream.complete]) if event.get("type") == DONE]


def members(value: Any) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
