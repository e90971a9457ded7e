"""The types of run.json say what its published schema says, no more and no less."""

from __future__ import annotations

import json
import types
from importlib.resources import files
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from oaic_suite.judging.clients.witnessed import Outcome
from oaic_suite.judging.document import run_json
from oaic_suite.judging.requirement import BASES, Basis
from oaic_suite.judging.settling.conclusion import TABLE
from oaic_suite.judging.verdict import Level, LevelWord, Verdict, VerdictWord

SCHEMA = json.loads((files("oaic_suite.judging.document") / "run.schema.json").read_text("utf-8"))
JSON = {"string": str, "integer": int, "number": float, "boolean": bool, "null": type(None), "array": list}


def inner(*path: str) -> dict[str, Any]:
    found = SCHEMA
    for name in path:
        found = found[name]
    return found


SHAPES = {
    run_json.Run: SCHEMA,
    run_json.Suite: inner("properties", "suite"),
    run_json.Contract: inner("properties", "contract"),
    run_json.Target: inner("properties", "target"),
    run_json.Counts: inner("properties", "counts"),
    run_json.Request: inner("$defs", "exchange", "properties", "request"),
    run_json.Piece: inner("$defs", "exchange", "properties", "times", "items"),
    run_json.Row: inner("$defs", "requirement"),
    **{
        getattr(run_json, name.capitalize()): inner("$defs", name)
        for name in (
            "selection",
            "capability",
            "profile",
            "score",
            "tally",
            "witness",
            "variant",
            "where",
            "exchange",
            "cause",
            "member",
            "client",
            "breach",
            "hurt",
            "known",
            "entered",
            "settings",
            "setting",
            "set",
            "spent",
            "continued",
            "traffic",
            "heard",
            "rate",
        )
    },
}
ROWLESS = {run_json.Finding, run_json.Judged}  # a part of others, and what never stands in run.json
KINDS = {kind for kind in vars(run_json).values() if is_typeddict(kind)}


def test_every_type_is_compared():
    assert set(SHAPES) == KINDS - ROWLESS


@pytest.mark.parametrize(("kind", "schema"), SHAPES.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_type_has_the_members_of_its_schema(kind, schema):
    hints = get_type_hints(kind, include_extras=True)
    optional = {name for name, hint in hints.items() if get_origin(hint) is NotRequired}
    assert set(hints) == set(schema["properties"])
    assert set(hints) - optional == set(schema["required"])


@pytest.mark.parametrize(("kind", "schema"), SHAPES.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_each_member_is_of_the_kind_its_schema_says(kind, schema):
    hints = get_type_hints(kind)
    assert {name: told(hint) for name, hint in hints.items()} == {
        name: allowed(schema["properties"][name]) for name in hints
    }


def told(hint: Any) -> set[Any]:
    """What a type lets through: words, other types, or kinds of JSON value."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return set().union(*map(told, get_args(hint)))
    if origin is Literal:
        return set(get_args(hint))
    if origin is list:
        return {("array", frozenset(told(*get_args(hint))))}
    if origin is dict:
        return {("object", frozenset(told(get_args(hint)[1])))}
    return {hint}


def allowed(schema: dict[str, Any]) -> set[Any]:
    """The same of a schema."""
    if schema in SHAPES.values():
        return {next(kind for kind, each in SHAPES.items() if each == schema)}
    if "$ref" in schema:
        return allowed(inner(*schema["$ref"].split("/")[1:]))
    if "anyOf" in schema:
        return set().union(*map(allowed, schema["anyOf"]))
    if "const" in schema:
        return {schema["const"]}
    if "enum" in schema:
        return set(schema["enum"])
    if "additionalProperties" in schema:
        return {("object", frozenset(allowed(schema["additionalProperties"])))}
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {("array", frozenset(allowed(schema["items"]))) if name == "array" else JSON[name] for name in names}


def test_words_are_those_of_the_enumerations():
    assert get_args(VerdictWord) == tuple(Verdict)
    assert get_args(LevelWord) == tuple(Level)
    assert get_args(run_json.Harm) == tuple(outcome for outcome in Outcome if outcome is not Outcome.UNREACHED)
    assert get_args(Basis) == tuple(BASES)


def test_a_run_comes_to_one_of_the_conclusions_or_is_cut_off_or_a_part():
    assert {conclusion.word for _, conclusion in TABLE} | {"truncated", "partial"} == set(get_args(run_json.Conclusion))
