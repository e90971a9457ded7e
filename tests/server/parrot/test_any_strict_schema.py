"""The strict part of JSON Schema: what keeps to it is taken and fully honored, one step beyond is seen."""

from __future__ import annotations

from arbitrary import TEXT, little
from hypothesis import given
from hypothesis import strategies as st
from oaic_server.answering.formats.strict import BEYOND, complaints
from oaic_server.growth.instance import instance

NAMES = st.sampled_from(["a", "b", "$ref", "required", "anyOf", "/~%", ""])
KINDS = st.sampled_from(["string", "integer", "number", "boolean", "null"])


def strict(properties):
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


SCHEMAS = st.deferred(
    lambda: (
        KINDS.map(lambda kind: {"type": kind})
        | SCHEMAS.map(lambda inside: {"type": "array", "items": inside})
        | st.lists(SCHEMAS, min_size=1, max_size=3).map(lambda options: {"anyOf": options})
        | OBJECTS
    )
)
OBJECTS = st.dictionaries(NAMES, SCHEMAS, min_size=1, max_size=3).map(strict)

STEPS = {
    **{f"with {word}": lambda schema, word=word: schema | {word: []} for word in BEYOND},
    "open": lambda schema: schema | {"additionalProperties": True},
    "silent about more": lambda schema: {name: said for name, said in schema.items() if name != "additionalProperties"},
    "one optional": lambda schema: schema | {"required": schema["required"][1:]},
    "one of several": lambda schema: {"anyOf": [{"type": "null"}, schema | {"required": []}]},
}


@little()
@given(OBJECTS, TEXT)
def test_a_strict_schema_gets_all_of_its_members(schema, key):
    assert list(complaints(schema)) == []
    assert list(instance(schema, key)) == schema["required"]


@little()
@given(OBJECTS, st.sampled_from(sorted(STEPS)), st.lists(st.sampled_from(["property", "item", "$defs"]), max_size=3))
def test_a_step_beyond_is_seen_however_deep(schema, step, way):
    beyond = STEPS[step](schema)
    for turn in way:
        beyond = BELOW[turn](beyond)
    assert list(complaints(beyond))


BELOW = {
    "property": lambda schema: strict({"a": schema}),
    "item": lambda schema: {"type": "array", "items": schema},
    "$defs": lambda schema: strict({}) | {"$defs": {"a": schema}},
}


def test_complaints_come_in_one_order():
    """The first of them is what a refusal says: the same in every process."""
    unclosed = {"type": "object"}
    inside = {"items": unclosed, "prefixItems": [unclosed], "$defs": {"a": unclosed}, "properties": {"b": unclosed}}
    places = [complaint.partition(":")[0] for complaint in complaints(strict({"c": inside}))]
    assert [place.removeprefix("at /properties/c/") for place in places if "/c/" in place] == [
        "properties/b",
        "$defs/a",
        "prefixItems/0",
        "items",
    ]
