"""What an answer is like, but for the words in it: facts by name, which two servers of one model have in common.

A shape is which types stand at which place, entries of an array taken together. Words that are out of a list of the
contract, such as reasons to finish, are facts; what a model says is none, nor is how much of it there is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from oaic_spec import contract

from oaic_suite.asking.surface import surfaces
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished, NotRun
from oaic_suite.evidence.views import VIEWS, seen_as

Facts = Mapping[str, str]
Pairs = Iterator[tuple[str, str]]
TYPES: dict[type, str] = {bool: "boolean", int: "number", float: "number", str: "text", type(None): "null"}
DEEPEST = 12
OWN = ("metadata", "parameters", "schema", "properties")  # members whose insides are the user's
SPENT = ("prompt_tokens", "input_tokens")  # what the question cost does not depend on what is answered
REASON, CALLS = "finish_reason", "calls"
ERROR = ("type", "code", "param")


def facts(exchange: Exchange) -> Facts:
    found: dict[str, set[str]] = {}
    for name, value in told(exchange):
        found.setdefault(name, set()).add(value)
    return {name: " or ".join(sorted(values)) for name, values in found.items()}


def told(exchange: Exchange) -> Pairs:
    yield "status", str(exchange.outcome)
    yield "media type", exchange.media_type or "none"
    evidence = VIEWS[seen_as(exchange)](exchange)
    yield from streamed(evidence) if isinstance(evidence, Stream) else whole(exchange)
    yield from calls(evidence)


def whole(exchange: Exchange) -> Pairs:
    try:
        yield from shape(parse(exchange.body), "")
    except ValueError:
        yield "body", "JSON" if not exchange.body else "no JSON"


def streamed(stream: Stream) -> Pairs:
    """What its events are like, in which order kinds of them first come, and how it ends."""
    try:
        events = [event.value for event in stream.chunks]
        yield "end", "none" if stream.undone else "as the contract has it"
    except (NotEstablished, NotRun) as problem:
        yield "stream", problem.__class__.__name__
        return
    for event in events:
        yield from shape(event, "event")
    named = [event.get("type") for event in events if isinstance(event, dict)]
    yield "order of events", ", ".join(dict.fromkeys(map(str, named)))


def calls(evidence: Evidence) -> Pairs:
    """Which tools are called, and with what members: not with what values."""
    made = [call for surface in surfaces() if surface.calls for call in surface.calls(evidence)]
    yield CALLS, ", ".join(sorted(f"{call.name}({arguments(call.arguments)})" for call in made)) or "none"


def arguments(said: object) -> str:
    try:
        value = json.loads(said) if isinstance(said, str) else said
    except (ValueError, RecursionError):
        return "no JSON"
    named = ", ".join(sorted(value)) if isinstance(value, dict) else TYPES.get(type(value), "an array")
    return named if isinstance(said, str) else f"{named}, and not as text"


# --- shapes --------------------------------------------------------------------------------------------


def shape(value: Any, place: str, depth: int = 0) -> Pairs:
    name = place.rpartition("/")[2]
    if isinstance(value, dict) and depth < DEEPEST:
        yield place or "answer", "object"
        if name not in OWN:
            for member, inner in value.items():
                yield from shape(inner, f"{place}/{member}", depth + 1)
    elif isinstance(value, list) and depth < DEEPEST:
        yield place or "answer", "array"
        for inner in value:
            yield from shape(inner, f"{place}/*", depth + 1)
    else:
        yield place or "answer", kind(name, value)
        yield from ((place, f"{name} {value}") for name in [name] if name in SPENT)


def kind(name: str, value: Any) -> str:
    """Its type, or the word that it is, where the contract has a list of them."""
    if isinstance(value, str) and (name in ERROR or value in words().get(name, ())):
        return repr(value)
    return TYPES.get(type(value), "nested deeper")


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The words that a member may be, by its name."""
    found: dict[str, set[str]] = {}
    for name, schema in members(contract().document):
        found.setdefault(name, set()).update(listed(schema))
    return {name: frozenset(some) for name, some in found.items() if some}


def members(node: Any) -> Iterable[tuple[str, Any]]:
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from members(inner)
    if isinstance(node, dict) and isinstance(named := node.get("properties"), dict):
        yield from named.items()


def listed(schema: Any) -> Iterator[str]:
    """The words of a schema, those of its alternatives and of what it refers to."""
    if not isinstance(schema, dict):
        return
    if isinstance(reference := schema.get("$ref"), str):
        yield from listed(contract().document["components"]["schemas"].get(reference.rpartition("/")[2]))
    yield from (word for word in (*schema.get("enum", ()), schema.get("const")) if isinstance(word, str))
    for keyword in ("anyOf", "oneOf", "allOf"):
        for inner in schema.get(keyword, ()):
            yield from listed(inner)
