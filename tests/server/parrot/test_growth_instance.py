"""Values grown out of schemas: always valid, the same for the same key, and an honest word where there is none."""

from __future__ import annotations

import json
import random
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from arbitrary import TEXT
from hypothesis import given
from hypothesis import strategies as st
from oaic_server.growth.instance import Unsatisfiable, instance

LINKED = {
    "type": "object",
    "properties": {"v": {"type": "integer"}, "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}},
    "required": ["v", "next"],
    "additionalProperties": False,
}
TREE = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#"}}},
    "required": ["name", "children"],
}
MUTUAL = {
    "$ref": "#/$defs/odd",
    "$defs": {
        "odd": {"type": "object", "properties": {"then": {"$ref": "#/$defs/even"}}, "required": ["then"]},
        "even": {"oneOf": [{"$ref": "#/$defs/odd"}, {"const": "end"}]},
    },
}

SATISFIABLE: dict[str, dict[str, Any]] = {
    "anything": {},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "null": {"type": "null"},
    "object": {"type": "object"},
    "array": {"type": "array"},
    "type list": {"type": ["null", "integer"]},
    "no type": {"minimum": 4},
    "enum": {"enum": ["a", 1, None, {"b": []}]},
    "enum of a type": {"type": "string", "enum": [None, 1, "one"]},
    "enum and bounds": {"enum": [1, 2, 3, 40], "minimum": 30},
    "const": {"const": {"a": [1]}},
    "const null": {"const": None},
    "closed object": {
        "properties": {"a": {}, "b": {}},
        "required": ["a", "b"],
        "additionalProperties": False,
    },
    "required but unnamed": {"type": "object", "required": ["x"], "additionalProperties": {"type": "null"}},
    "map": {"type": "object", "additionalProperties": {"type": "integer"}},
    "least members": {"type": "object", "minProperties": 3},
    "most members": {"properties": {name: {"type": "null"} for name in "abcdef"}, "maxProperties": 2},
    "patterned members": {
        "patternProperties": {"^x-": {"type": "integer"}},
        "additionalProperties": False,
        "minProperties": 2,
    },
    "named members": {"type": "object", "propertyNames": {"pattern": "^[a-z]{3}$"}, "minProperties": 2},
    "dependent members": {
        "properties": {"a": {}},
        "required": ["a"],
        "dependentRequired": {"a": ["b"], "b": ["c"]},
    },
    "unevaluated members": {
        "allOf": [{"properties": {"a": {}}}],
        "required": ["a"],
        "unevaluatedProperties": False,
    },
    "items": {"items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
    "prefix items": {"prefixItems": [{"const": 1}, {"const": 2}], "items": False, "minItems": 2},
    "no items": {"type": "array", "maxItems": 0},
    "unique items": {"items": {"enum": [1, 2, 3]}, "uniqueItems": True, "minItems": 3},
    "unique booleans": {"items": {"type": "boolean"}, "uniqueItems": True, "minItems": 2},
    "contains": {"items": {"type": "string"}, "contains": {"const": "z"}, "minContains": 2},
    "least length": {"type": "string", "minLength": 80},
    "one length": {"type": "string", "minLength": 7, "maxLength": 7},
    "empty string": {"type": "string", "maxLength": 0},
    "pattern": {"type": "string", "pattern": r"^[A-Z]{2}-\d{3,5}(foo|bar)?$"},
    "pattern anywhere": {"type": "string", "pattern": "b+c", "minLength": 20, "maxLength": 30},
    "pattern and length": {"type": "string", "pattern": "^[a-z]+$", "minLength": 30},
    "pattern of sets": {"type": "string", "pattern": r"^\w[^a-z]\D\S\x41\u0042\.[\d_-]$"},
    "pattern of groups": {"type": "string", "pattern": r"^(?:a|(?<n>b{2}))*?c{2,}$"},
    "phone": {"type": "string", "pattern": r"^(\([0-9]{3}\))?[0-9]{3}-[0-9]{4}$"},
    "bounds": {"type": "integer", "minimum": -3, "maximum": -3},
    "open bounds": {"type": "integer", "exclusiveMinimum": 4, "exclusiveMaximum": 6},
    "narrow bounds": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.001},
    "whole and large": {"type": "number", "minimum": 1e17},
    "far below": {"type": "integer", "minimum": -(2**60), "maximum": -(2**60) + 1},
    "narrow from above": {"type": "number", "maximum": -0.3},
    "multiple": {"type": "integer", "multipleOf": 7, "minimum": 100},
    "multiple in hundredths": {"type": "number", "multipleOf": 0.01, "minimum": 3.14159, "maximum": 3.2},
    "whole multiple of halves": {"type": "integer", "multipleOf": 1.5},
    "any of": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
    "any of with a dead end": {"anyOf": [{"type": "string", "minLength": 3, "maxLength": 2}, {"const": 4}]},
    "one of": {"oneOf": [{"type": "integer", "multipleOf": 3}, {"type": "integer", "multipleOf": 5}]},
    "all of": {
        "allOf": [
            {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
            {
                "properties": {"a": {"minimum": 50}, "b": {"format": "email", "type": "string"}},
                "required": ["b"],
            },
        ]
    },
    "all of, numbers": {"allOf": [{"type": "number"}, {"type": "integer"}, {"multipleOf": 4}, {"multipleOf": 6}]},
    "all of, enums": {"allOf": [{"enum": [1, 2, 3]}, {"enum": [3, 4]}]},
    "all of any of": {"allOf": [{"anyOf": [{"const": 1}, {"const": 2}]}, {"anyOf": [{"const": 2}, {"const": 3}]}]},
    "not": {"not": {"type": "string"}},
    "if then": {
        "properties": {"k": {"enum": [1, 2]}, "x": {}},
        "required": ["k"],
        "if": {"properties": {"k": {"const": 1}}},
        "then": {"required": ["x"]},
    },
    "reference": {"$ref": "#/$defs/a~1b", "$defs": {"a/b": {"type": "integer"}}},
    "escaped reference": {"$ref": "#/$defs/a%20b", "$defs": {"a b": {"type": "integer"}}},
    "reference with siblings": {
        "$ref": "#/$defs/a",
        "minimum": 5,
        "$defs": {"a": {"type": "integer", "maximum": 6}},
    },
    "anchor": {"$ref": "#here", "$defs": {"a": {"$anchor": "here", "type": "integer"}}},
    "linked list": {"$ref": "#/$defs/node", "$defs": {"node": LINKED}},
    "tree": TREE,
    "mutual recursion": MUTUAL,
    "recursion without need": {"type": "object", "properties": {"again": {"$ref": "#"}}},
    "branches back to itself": {"anyOf": [{"$ref": "#"}, {"const": "out"}]},
    "deep": {
        "$defs": {f"d{n}": {"type": "array", "items": {"$ref": f"#/$defs/d{n + 1}"}, "minItems": 1} for n in range(20)}
        | {"d20": {}},
        "$ref": "#/$defs/d0",
    },
    "draft 7 tuple": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "items": [{"const": 1}],
        "additionalItems": False,
        "minItems": 1,
    },
    "draft 4 exclusive bounds": {
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "integer",
        "minimum": 5,
        "exclusiveMinimum": True,
        "maximum": 6,
        "exclusiveMaximum": False,
    },
    "different integers beyond 64 bits": {
        "items": {"type": "integer", "minimum": 1e300},
        "uniqueItems": True,
        "minItems": 2,
    },
    "a character by its number": {"pattern": r"^\x41\u0042\u{43}$"},
    "draft 7 dependencies": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["a"],
        "dependencies": {"a": ["b"]},
    },
}
FORMATS = ["date", "time", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference"]
FORMATS += ["uri-template", "uuid", "json-pointer", "regex", "iri"]
SATISFIABLE |= {f"format {name}": {"type": "string", "format": name} for name in FORMATS}

WITHOUT_A_VALUE: dict[str, tuple[dict[str, Any], str]] = {
    "no such type": ({"type": "strng"}, "strng"),
    "bounds crossed": ({"type": "integer", "minimum": 5, "maximum": 3}, "between the bounds"),
    "lengths crossed": ({"type": "string", "minLength": 5, "maxLength": 3}, "minLength 5"),
    "two types": ({"allOf": [{"type": "string"}, {"type": "integer"}]}, "no value fits"),
    "no branch": ({"anyOf": [False]}, "no value fits"),
    "too few to be unique": (
        {"items": {"type": "boolean"}, "uniqueItems": True, "minItems": 3},
        "unlike the others",
    ),
    "elsewhere": ({"$ref": "http://schemas.example/x"}, "http://schemas.example/x"),
    "nowhere": ({"$ref": "#/$defs/none"}, "none"),
    "holds itself": ({"properties": {"a": {"$ref": "#"}}, "required": ["a"]}, "hold itself"),
    "endless": ({"$ref": "#"}, "hold itself"),
    "no float is so large": (
        {"type": "number", "minimum": 1e308, "multipleOf": 1e308, "exclusiveMinimum": 1e308},
        "so large",
    ),
    "lookahead": ({"type": "string", "pattern": "^(?=a)b"}, "lookaround"),
    "unfinished pattern": ({"type": "string", "pattern": "(a"}, "(a"),
    "too long": ({"type": "string", "minLength": 10**9}, "1000000000 characters"),
    "too many": ({"type": "array", "minItems": 10**7}, "larger than"),
    "too many digits": ({"type": "string", "pattern": "^[0-9]{100000}$"}, "100000"),
    "too deep": (
        {
            "$defs": {
                f"d{n}": {"properties": {"a": {"$ref": f"#/$defs/d{n + 1}"}}, "required": ["a"]} for n in range(99)
            }
            | {"d99": {}},
            "$ref": "#/$defs/d0",
        },
        "levels deep",
    ),
    "branches without end": (
        {"allOf": [*[{"anyOf": [{"type": "string"}] * 2}] * 40, {"type": "integer"}]},
        "larger than",
    ),
    "repetitions of repetitions": ({"type": "string", "pattern": "^((a{100}){100}){3}$"}, "longer than"),
    "repetitions of nothing": ({"type": "string", "pattern": "^((()){200}){200}$"}, "longer than"),
    "a long chain, backwards": (
        {"$defs": {f"d{n}": {"items": {"$ref": f"#/$defs/d{max(n - 1, 0)}"}, "minItems": n and 1} for n in range(2000)}}
        | {"$ref": "#/$defs/d1999"},
        "more reading",
    ),
    "a pattern for every name": (
        {
            "patternProperties": {f"^{n}a": {} for n in range(200)},
            "required": [str(n) for n in range(200)],
        },
        "larger than",
    ),
    "wide and deep": (
        {
            "$defs": {f"d{n}": {"items": {"$ref": f"#/$defs/d{n + 1}"}, "minItems": 9} for n in range(9)} | {"d9": {}},
            "$ref": "#/$defs/d0",
        },
        "larger than",
    ),
}


def valid(schema: dict[str, Any], value: Any) -> bool:
    return jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(value)


@pytest.mark.parametrize("name", SATISFIABLE)
def test_what_can_be_satisfied_is(name):
    schema = SATISFIABLE[name]
    grown = [instance(schema, key) for key in ("", "ahoy", "polly", "7")]
    assert [value for value in grown if not valid(schema, value)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", WITHOUT_A_VALUE)
def test_what_cannot_is_said_with_its_reason(name):
    schema, reason = WITHOUT_A_VALUE[name]
    with pytest.raises(Unsatisfiable) as refused:
        instance(schema, "polly")
    assert reason in str(refused.value)


def test_a_number_is_whole_where_it_may_be():
    """Programs that say number and mean an integer read no 1.5, and no 2.0."""
    grown = [instance({"type": "number", "minimum": 1, "maximum": 9}, key) for key in "abcdefgh"]
    assert [type(value) for value in grown] == [int] * 8
    assert instance({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5}, "a") == 0.25


def test_bounds_that_are_those_of_a_type_are_not_gone_to():
    far = {"type": "integer", "minimum": -(2**53) + 1, "maximum": 2**53 - 1}
    assert 1 <= instance(far, "a") <= 10
    assert -10 <= instance(far | {"maximum": -1}, "a") <= -1


def test_a_member_may_have_the_name_of_a_keyword():
    names = ["$ref", "$id", "enum", "type", "properties", "required"]
    schema = {"properties": {name: {"type": "integer"} for name in names}, "required": names}
    assert sorted(instance(schema, "polly")) == sorted(names)


def test_a_key_always_gives_the_same_value():
    assert [instance(TREE, key) for key in "abc"] == [instance(TREE, key) for key in "abc"]


def test_keys_give_different_values():
    assert len({json.dumps(instance(TREE, str(key))) for key in range(8)}) > 3


def test_members_stand_in_the_order_of_the_schema():
    schema = {"properties": {name: {"type": "null"} for name in "zyxa"}, "required": list("axyz")}
    assert list(instance(schema, "polly")) == list("zyxa")


def test_a_recursive_value_stays_small():
    assert len(json.dumps(instance(TREE, "polly"))) < 2_000


@pytest.mark.slow
@given(st.randoms(use_true_random=False), TEXT)
def test_a_random_schema_is_satisfied(chance, key):
    """Schemas made around a value of their own, so that each can be satisfied; another validator agrees."""
    schema = Schemas(chance).whole()
    grown = instance(schema, key)
    assert (valid(schema, grown), jsonschema.Draft202012Validator(schema).is_valid(grown)) == (True, True)


class Schemas:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def whole(self) -> dict[str, Any]:
        """Three definitions, each of which may name any, and a schema that names them."""
        defs = {f"d{place}": self.optional(self.any(2)) for place in range(3)}
        return {**self.object(3), "$defs": defs}

    def any(self, depth: int) -> dict[str, Any]:
        flat = [self.string, self.number, self.enum, self.type_list]
        nested = [
            lambda: self.object(depth),
            lambda: self.array(depth),
            lambda: self.branches(depth),
            self.reference,
        ]
        return self.chance.choice(flat if depth <= 0 else [*flat, *nested])()

    def optional(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {"anyOf": [schema, {"type": "null"}]}

    def reference(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/d{self.chance.randrange(3)}"}

    def object(self, depth: int) -> dict[str, Any]:
        names = self.chance.sample("abcdefgh", self.chance.randrange(5))
        required = self.chance.sample(names, self.chance.randrange(len(names) + 1))
        open_or_not = self.chance.choice([{}, {"additionalProperties": False}, {"additionalProperties": self.any(0)}])
        return {
            "type": "object",
            "properties": {name: self.any(depth - 1) for name in names},
            "required": required,
            **open_or_not,
            **self.chance.choice([{}, {"minProperties": len(required)}, {"maxProperties": len(required) + 1}]),
        }

    def array(self, depth: int) -> dict[str, Any]:
        least = self.chance.randrange(4)
        size = self.chance.choice([{}, {"minItems": least}, {"minItems": least, "maxItems": least}])
        first = [self.any(depth - 1) for _ in range(self.chance.randrange(3))]
        return {
            "type": "array",
            "items": self.any(depth - 1),
            **size,
            **({"prefixItems": first} if first else {}),
        }

    def branches(self, depth: int) -> dict[str, Any]:
        if self.chance.random() < 0.3:
            return {"allOf": [{"type": "object", "properties": {name: self.any(depth - 1)}} for name in "pq"]}
        return {"anyOf": [self.any(depth - 1) for _ in range(1 + self.chance.randrange(3))]}

    def string(self) -> dict[str, Any]:
        least = self.chance.randrange(30)
        limits = {"minLength": least, "maxLength": least + self.chance.randrange(5)}
        pattern = {"pattern": self.chance.choice(["^[a-f]+$", "b", r"^\d{2,}", "^(ab|cd)*e?$"])}
        return {
            "type": "string",
            **self.chance.choice([{}, limits, pattern, {"format": self.chance.choice(FORMATS)}]),
        }

    def number(self) -> dict[str, Any]:
        low = self.chance.randrange(-50, 50)
        bounds = {
            "minimum": low,
            self.chance.choice(["maximum", "exclusiveMaximum"]): low + 1 + self.chance.randrange(40),
        }
        step = {"multipleOf": self.chance.choice([1, 3, 0.5, 0.01])}
        return {"type": self.chance.choice(["integer", "number"]), **self.chance.choice([{}, bounds, step])}

    def enum(self) -> dict[str, Any]:
        return {"enum": self.chance.sample(["a", "b", 1, 2.5, None, True, [1], {"x": 1}], 1 + self.chance.randrange(4))}

    def type_list(self) -> dict[str, Any]:
        return {"type": self.chance.sample(["string", "integer", "null", "boolean", "array", "object"], 2)}
