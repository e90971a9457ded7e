"""The query of a request, each parameter as the contract types it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from oaic_spec import Schema, contract

from oaic_server.exchange.complaint import complaint
from oaic_server.exchange.request import Request

WORDS = {"true": True, "false": False}


def query(request: Request) -> dict[str, Any]:
    """Those that were given; refuses what the contract does. What it does not know is let pass, as the service does."""
    known = contract().operations[request.operation].query
    asked = parse_qs(request.query, keep_blank_values=True)
    given = {name.removesuffix("[]"): texts for name, texts in asked.items()}
    found = {name: typed(schema.definition, given[name]) for name, schema in known.items() if name in given}
    found |= {name: inside for name in known if (inside := members(name, asked))}
    return {name: sound(name, known[name], value) for name, value in found.items()}


def members(name: str, asked: Mapping[str, list[str]]) -> dict[str, str]:
    """An object that is spelt member by member, as `name[member]=text`; `name[]` spells an array."""
    spelt = re.compile(rf"{re.escape(name)}\[(.+)\]", re.DOTALL)
    found = ((spelt.fullmatch(each), texts) for each, texts in asked.items())
    return {member[1]: texts[-1] for member, texts in found if member}


def sound(name: str, schema: Schema, value: Any) -> Any:
    if problem := schema.first_problem(value):
        raise complaint(problem.below(name))
    return value


def typed(definition: dict[str, Any], texts: list[str]) -> Any:
    """What the texts say, in the type that is wanted; as they stand where they say no such thing."""
    kind, last = definition.get("type"), texts[-1]
    if kind == "array":
        return texts
    if kind == "boolean":
        return WORDS.get(last.lower(), last)
    return int(last) if kind == "integer" and is_integer(last) else last


def is_integer(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 20
