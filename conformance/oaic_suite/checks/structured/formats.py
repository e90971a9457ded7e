"""The formats that conversations ask for: JSON of any kind, and by schemas of every kind."""

from oaic_suite.asking.target import ROOM
from oaic_suite.checks.chat.readings.scripts import SCRIPTS

PERSON = [{"role": "user", "content": "Describe Ada, a programmer of 36 from London, as JSON."}]
REFUSE = [{"role": "user", "content": "Please refuse to answer this, and give no JSON."}]


def closed(**properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def by(schema, **more):
    return {"type": "json_schema", "json_schema": {"name": "description", "schema": schema, **more}}


TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
FLAT = closed(name=TEXT, age=WHOLE, employed={"type": "boolean"})
CITY = closed(city=TEXT, country=TEXT)
IN_SCRIPTS = {text: {"type": "string", "enum": [text]} for text in SCRIPTS.values()}
STEP = closed(task=TEXT, next={"anyOf": [{"$ref": "#/$defs/step"}, {"type": "null"}]})
SCHEMAS = {
    "flat": FLAT,
    "nested": closed(name=TEXT, home=closed(place=CITY, since=WHOLE)),
    "array": closed(name=TEXT, cities={"type": "array", "items": CITY}),
    "enum": closed(trade={"type": "string", "enum": ["cook", "pilot", "programmer"]}, level={"enum": [1, 2, 3]}),
    "nullable": closed(name=TEXT, nickname={"type": ["string", "null"]}, height={"type": ["number", "null"]}),
    "any-of": closed(found={"anyOf": [CITY, closed(error=TEXT)]}),
    "reference": closed(born={"$ref": "#/$defs/city"}, lives={"$ref": "#/$defs/city"}) | {"$defs": {"city": CITY}},
    "scripts": closed(**IN_SCRIPTS),
    "recursive": closed(name=TEXT, plan={"$ref": "#/$defs/step"}) | {"$defs": {"step": STEP}},
}
OBJECT = {"type": "json_object"}
STRICT = {name: {"response_format": by(schema, strict=True)} for name, schema in SCHEMAS.items()}
FORMATS = {"object": {"response_format": OBJECT}, **STRICT}
NEEDS = {"json_object": "json-object", "json_schema": "json-schema"}


def asked(target, members):
    """A question that can be answered in any of the formats."""
    target.capabilities.require(NEEDS[members["response_format"]["type"]])
    return {"messages": PERSON, target.limit_name: ROOM} | members
