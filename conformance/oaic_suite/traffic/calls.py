"""How often the calls of tools can be used: the three rates that gateways publish, each with what it is out of.

They say how well a model and what stands before it call tools. They are no verdict: what a model says is not judged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

import jsonschema_rs

from oaic_suite.asking.surface import Called, surfaces
from oaic_suite.evidence.evidence import Evidence

Rate = Literal["parse", "offered", "fit"]
RATES: tuple[Rate, ...] = ("parse", "offered", "fit")
Counted = Counter[tuple[Rate, bool]]


def counted(evidence: Evidence) -> Counted:
    """Of each rate, how many calls keep it, and how many do not."""
    return Counter(said for call in calls(evidence) for said in rates(call))


def calls(evidence: Evidence) -> Iterable[Called]:
    """The calls that an answer makes, however they are spelt; those cut short left out."""
    return (call for surface in surfaces() if surface.calls for call in surface.calls(evidence))


def rates(call: Called) -> Iterable[tuple[Rate, bool]]:
    """Whether a schema is kept is only asked of arguments that can be read, of a tool that was offered with one."""
    arguments = read(call.arguments)
    yield "parse", arguments is not None
    yield "offered", call.name in call.offered
    schema = call.offered.get(call.name)
    if arguments is not None and isinstance(schema, dict):
        yield from fitting(schema, arguments)


def fitting(schema: dict[str, Any], arguments: dict[str, Any]) -> Iterable[tuple[Rate, bool]]:
    try:
        yield "fit", jsonschema_rs.validator_for(schema, offline=True).is_valid(arguments)
    except (ValueError, TypeError):  # the schema is none, or refers to what is elsewhere
        return


def read(said: object) -> dict[str, Any] | None:
    """The object that arguments are the text of; an empty text will do for none."""
    try:
        value = json.loads(said or "{}") if isinstance(said, str) else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
