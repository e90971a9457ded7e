"""Arguments as the user spells them out, wherever the schema allows that; the rest stays as it was grown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from oaic_server.answering.prompt.literals import Literals

Members = dict[str, Any]
MOST = 32  # members that are looked for


def spelt_out(
    grown: Members, takes: Mapping[str, Any], heard: Sequence[Literals], allows: Callable[[Any], bool]
) -> Members:
    """`heard`: what to listen to first, and what then."""
    properties = takes.get("properties")
    known = list(properties.items())[:MOST] if isinstance(properties, Mapping) else []
    used: list[Any] = []
    for name, schema in known:
        tried = ({**grown, name: value} for value in meant(name, schema, grown, heard, used))
        if (filled := next(filter(allows, tried), None)) is not None:
            grown = filled
            used.append(filled[name])
    return grown


def meant(name: str, schema: Any, grown: Members, heard: Sequence[Literals], used: Sequence[Any]) -> Iterator[Any]:
    """What a member may be meant to hold, the likeliest first; what has no name of its own is used once."""
    for literals in heard:
        yield from literals.by_name(name)
        yield from mentioned(schema, literals)
        yield from (value for value in of_the_kind(grown.get(name), literals) if value not in used)


def mentioned(schema: Any, literals: Literals) -> Iterator[Any]:
    choices = schema.get("enum", ()) if isinstance(schema, Mapping) else ()
    words = literals.text.lower().split()
    yield from (each for each in choices[:MOST] if str(each).lower() in words)


def of_the_kind(grown: Any, literals: Literals) -> Sequence[Any]:
    """Those of the kind that was grown; a member that may be left out, and was, is only filled by its name."""
    if isinstance(grown, str):
        return literals.texts
    is_number = isinstance(grown, int | float) and not isinstance(grown, bool)
    return literals.numbers if is_number else ()


def single_text(takes: Mapping[str, Any]) -> bool:
    """Whether one text is all that a tool must be told: it is called for each of several things."""
    properties = takes.get("properties")
    if not isinstance(properties, Mapping):
        return False
    required = takes.get("required") or properties
    return [is_text(properties.get(name)) for name in required].count(True) == 1


def is_text(schema: Any) -> bool:
    return isinstance(schema, Mapping) and schema.get("type") == "string" and "enum" not in schema
