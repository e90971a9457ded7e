"""Answers in JSON, asked for by kind and by schema."""

from oaic_suite.asking.surface import Surface
from oaic_suite.checks.chat.surface import in_chat

FOR_JSON = {"messages": [{"role": "user", "content": "Say hello in JSON."}]}
GREETING = {
    "type": "object",
    "properties": {"greeting": {"type": "string"}},
    "required": ["greeting"],
    "additionalProperties": False,
}
BY_SCHEMA = {"type": "json_schema", "json_schema": {"name": "greeting", "strict": True, "schema": GREETING}}

# How the refusal of a format may name it.
CALLED = ("response format", "json", "schema", "grammar", "guided decoding", "structured output")

SURFACE = Surface(
    "structured",
    profile="structured-output",
    probes={
        "json-object": in_chat({"response_format": {"type": "json_object"}}, besides=FOR_JSON, called=CALLED),
        "json-schema": in_chat({"response_format": BY_SCHEMA}, besides=FOR_JSON, called=CALLED),
    },
)
