"""Whatever schema comes: a value that keeps it, or a reason why there is none."""

from __future__ import annotations

import json

import jsonschema_rs
from arbitrary import FLOATS, INTEGERS, SCALARS, TEXT
from hypothesis import given
from hypothesis import strategies as st
from oaic_server.exchange.strict_json import parse
from oaic_server.growth.instance import Unsatisfiable, instance

DRAFTS = [f"http://json-schema.org/draft-0{number}/schema#" for number in (4, 6, 7)]
FORMATS = ["date-time", "duration", "email", "hostname", "ipv6", "uri", "uuid", "regex", "idn-email", "no-such"]
SIGNS = [
    "a",
    "Z",
    "é",
    "😀",
    ".",
    r"\d",
    r"\W",
    r"\s",
    r"\S",
    r"\p{L}",
    r"\P{Lu}",
    r"\x41",
    r"\u0042",
    r"\u{1F600}",
    r"\.",
    r"\/",
    "-",
]
SETS = [
    "[a-f]",
    "[^a]",
    r"[-\]]",
    r"[\w.-]",
    r"[^\d\s]",
    "[+-]",
    r"[\uD000-\uE000]",
    "[é-ü]",
    r"[\x00-\x1f]",
    r"[\]\\]",
]
TIMES = ["*", "+", "?", "{2}", "{1,}", "{0,3}", "*?", "{3,5}?"]
MATCHING = st.recursive(
    st.sampled_from([*SIGNS, *SETS]),
    lambda inside: (
        st.lists(inside, min_size=1, max_size=3).map("".join)
        | st.lists(inside, min_size=1, max_size=3).map(lambda options: f"({'|'.join(options)})")
        | st.tuples(inside, st.sampled_from(TIMES)).map(lambda pair: f"(?:{pair[0]}){pair[1]}")
    ),
    max_leaves=8,
)
ANCHORED = st.tuples(st.sampled_from(["", "^"]), MATCHING, st.sampled_from(["", "$"])).map("".join)
PATTERNS = ANCHORED | st.sampled_from(
    ["(?=a)b", r"(a)\1", r"\cA", "(", "[", "a{2,1}", "$a^", r"\ba\B", "(?<n>a)", "a{,2}"]
)
NAMES = st.sampled_from(["a", "b", "c", "$ref", "type", "/~%", ""])
COUNTS = st.integers(0, 6) | st.sampled_from([1.0, 10**6, 1e300])
BOUNDS = st.integers(-5, 5) | INTEGERS | FLOATS
REFERENCES = st.sampled_from(
    ["#", "#/$defs/a", "#/$defs/b", "#/properties/a", "#/$defs/~1~0%25", "#here", "http://x/y", "#/$defs/no"]
)
KINDS = st.sampled_from(["string", "integer", "number", "boolean", "null", "object", "array"])


def words(schema):
    """A schema of any of the words we know, with values of the right type; whether any value fits is another matter."""
    schemas, named = st.lists(schema, min_size=1, max_size=3), st.dictionaries(NAMES, schema, max_size=3)
    optional = {
        "type": KINDS | st.lists(KINDS, min_size=1, unique=True),
        "enum": st.lists(SCALARS | st.just([1]) | st.just({"a": 1}), min_size=1, max_size=4),
        "const": SCALARS,
        "properties": named,
        "required": st.lists(NAMES, unique=True, max_size=3),
        "patternProperties": st.dictionaries(PATTERNS, schema, max_size=2),
        "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, unique=True, max_size=2), max_size=2),
        "dependentSchemas": named,
        "prefixItems": schemas,
        "uniqueItems": st.booleans(),
        "pattern": PATTERNS,
        "format": st.sampled_from(FORMATS),
        "multipleOf": BOUNDS.filter(lambda number: number > 0),
        "$ref": REFERENCES,
        "$defs": named,
        "$anchor": st.just("here"),
        "$schema": st.sampled_from(DRAFTS),
        "description": TEXT,
        **dict.fromkeys(("minProperties", "maxProperties", "minItems", "maxItems", "minLength", "maxLength"), COUNTS),
        **dict.fromkeys(("minContains", "maxContains"), COUNTS),
        **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), BOUNDS | st.booleans()),
        **dict.fromkeys(
            ("additionalProperties", "propertyNames", "unevaluatedProperties", "items", "contains"), schema
        ),
        **dict.fromkeys(("not", "if", "then", "else", "unevaluatedItems"), schema),
        **dict.fromkeys(("anyOf", "allOf", "oneOf"), schemas),
    }
    chosen = st.lists(st.sampled_from(list(optional)), unique=True, max_size=5)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: optional[name] for name in names}))


SCHEMAS = words(st.recursive(st.booleans() | words(st.booleans()), words, max_leaves=6))


@given(SCHEMAS, TEXT)
def test_any_schema_has_a_value_that_fits_or_a_reason(schema, key):
    schema = parse(json.dumps(schema).encode(), 500)
    try:
        grown = instance(schema, key)
    except Unsatisfiable:
        return
    assert instance(schema, key) == grown
    assert jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(json.loads(json.dumps(grown)))


def kept(schema, key):
    return jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(instance(schema, key))


@given(ANCHORED, TEXT)
def test_any_pattern_that_does_not_look_around_is_matched(pattern, key):
    assert kept({"type": "string", "pattern": pattern}, key)


@given(st.integers(-1000, 1000), st.integers(0, 30), st.integers(0, 30), st.sampled_from(["integer", "number"]), TEXT)
def test_a_number_is_found_between_any_bounds(witness, below, above, kind, key):
    """The bounds stand around a number that would do."""
    low = {"minimum": witness - below} if below < 10 else {"exclusiveMinimum": witness - below}
    high = {"maximum": witness + above} if above < 10 else {"exclusiveMaximum": witness + above}
    step = {"multipleOf": abs(witness)} if witness % 2 else {}
    assert kept({"type": kind, **low, **high, **step}, key)
