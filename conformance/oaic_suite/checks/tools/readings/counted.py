"""The calls of functions in an answer, to be counted: as they stand, however broken what is around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from oaic_suite.asking.surface import Called
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished, NotRun

CUT_SHORT = ("length", "content_filter")
Json = Mapping[str, Any]


def calls(evidence: Evidence) -> Iterator[Called]:
    """Those that were not cut short."""
    choices = whole(evidence) if isinstance(evidence, Reply) else streamed(evidence)
    offered = {name: tool.get("parameters") for name, tool in functions(evidence.request.json)}
    for choice in choices:
        if choice.get("finish_reason") not in CUT_SHORT:
            yield from (called(call, offered) for call in choice.get("calls", ()))


def functions(body: Json) -> Iterator[tuple[str, Json]]:
    for tool in members(body.get("tools")):
        function = tool.get("function")
        if isinstance(function, dict):
            yield str(function.get("name")), function


def called(call: Json, offered: Mapping[str, object]) -> Called:
    return Called(str(call.get("name")), call.get("arguments"), offered)


# --- where they stand ----------------------------------------------------------------------------------


def whole(reply: Reply) -> list[Json]:
    try:
        answer = reply.json
    except (NotEstablished, NotRun):
        return []
    return [
        {**choice, "calls": [each["function"] for each in told(choice.get("message")) if is_call(each)]}
        for choice in members(answer.get("choices") if isinstance(answer, dict) else None)
    ]


def streamed(evidence: Evidence) -> list[Json]:
    """The pieces put together, by choice and number."""
    try:
        chunks = [chunk.value for chunk in evidence.complete] if isinstance(evidence, Stream) else []
    except (NotEstablished, NotRun):
        return []
    choices: dict[Any, dict[str, Any]] = {}
    for piece in (choice for chunk in chunks for choice in members(told_by(chunk))):
        choice = choices.setdefault(repr(piece.get("index")), {"pieces": {}})
        choice["finish_reason"] = piece.get("finish_reason") or choice.get("finish_reason")
        for each in filter(is_call, told(piece.get("delta"))):
            add(choice["pieces"].setdefault(repr(each.get("index")), {"arguments": ""}), each["function"])
    return [choice | {"calls": list(choice["pieces"].values())} for choice in choices.values()]


def add(call: dict[str, Any], piece: Json) -> None:
    call["name"] = call.get("name") or piece.get("name")
    said = piece.get("arguments")
    if isinstance(call["arguments"], str):
        call["arguments"] = call["arguments"] + said if isinstance(said, str) else said or call["arguments"]


def told_by(chunk: Any) -> Any:
    return chunk.get("choices") if isinstance(chunk, dict) else None


def told(message: Any) -> list[Json]:
    return members(message.get("tool_calls") if isinstance(message, dict) else None)


def is_call(call: Json) -> bool:
    return isinstance(call.get("function"), dict)


def members(value: Any) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
