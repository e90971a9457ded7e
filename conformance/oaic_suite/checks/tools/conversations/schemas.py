"""Functions whose arguments have a schema of every sort."""

from oaic_suite.checks.chat.readings.scripts import SCRIPTS
from oaic_suite.checks.tools.conversations.requests import CITY, TEXT, function, naming, user

# Values that only arrive where their characters do.
IN_SCRIPTS = {name: {"type": "string", "enum": [text]} for name, text in SCRIPTS.items()}
# Schemas of arguments, by the keywords they are made of.
SCHEMAS = {
    "strings": {
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "day": {"type": "string", "format": "date"},
        "note": {"type": "string", "minLength": 1, "maxLength": 40},
    },
    "numbers": {
        "count": {"type": "integer", "minimum": 1, "maximum": 5},
        "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "step": {"type": "integer", "multipleOf": 5, "minimum": 0, "maximum": 20},
    },
    "arrays": {
        "words": {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 3, "uniqueItems": True},
        "pair": {"type": "array", "prefixItems": [TEXT, {"type": "integer"}], "minItems": 2, "maxItems": 2},
    },
    "objects": {
        "place": {
            "type": "object",
            "properties": {"city": TEXT, "at": {"type": "object", "properties": {"street": TEXT}}},
            "required": ["city"],
        },
        "labels": {"type": "object", "additionalProperties": TEXT, "maxProperties": 3},
    },
    "values": {
        "unit": {"type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius", "title": "Unit"},
        "version": {"const": 2},
        "remark": {"type": ["string", "null"], "examples": ["none"]},
    },
    "combined": {
        "key": {"anyOf": [{"type": "integer"}, {"type": "string", "maxLength": 20}]},
        "kind": {"oneOf": [{"const": "new"}, {"const": "used"}]},
        "size": {"allOf": [{"type": "integer"}, {"minimum": 1}, {"maximum": 9}]},
    },
    "references": {"root": {"$ref": "#/$defs/node"}},
    "scripts": IN_SCRIPTS,
}
TREE = {
    "node": {
        "type": "object",
        "properties": {"name": TEXT, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}},
        "required": ["name", "children"],
        "additionalProperties": False,
    }
}
# What the service promises to keep to the letter, which is less.
STRICT_SCHEMAS = {
    "flat": {"city": CITY, "days": {"type": "integer"}},
    "values": {"unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}, "remark": {"type": ["string", "null"]}},
    "nested": {
        "place": {
            "type": "object",
            "properties": {"city": TEXT, "tags": {"type": "array", "items": TEXT}},
            "required": ["city", "tags"],
            "additionalProperties": False,
        }
    },
    "union": {"key": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
    "references": SCHEMAS["references"],
    "scripts": IN_SCRIPTS,
}
FILL_IN = [user("Fill in the form with short, made-up values.")]


def form(strict, properties):
    tool = function("fill_in", "Takes a form.", strict, **properties)
    definition = tool["function"]
    schema = definition["parameters"] | ({"$defs": TREE} if "root" in properties else {})
    return {
        "tools": [{"type": "function", "function": definition | {"parameters": schema}}],
        "messages": FILL_IN,
        "tool_choice": naming(tool),
    }


FORMS = {name: form(None, properties) for name, properties in SCHEMAS.items()}
STRICT_FORMS = {name: form(True, properties) for name, properties in STRICT_SCHEMAS.items()}
