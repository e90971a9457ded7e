"""Tools in chat: one of every sort that a server may know."""

from typing import Any

from oaic_suite.asking.surface import Surface
from oaic_suite.checks.chat.surface import in_chat
from oaic_suite.checks.tools.readings.counted import calls

NOTHING: dict[str, Any] = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
FUNCTION: dict[str, Any] = {"type": "function", "function": {"name": "ring_the_bell", "parameters": NOTHING}}
STRICT = {"type": "function", "function": FUNCTION["function"] | {"strict": True}}
CUSTOM = {"type": "custom", "custom": {"name": "write_a_note"}}
REGEX = {"type": "grammar", "grammar": {"syntax": "regex", "definition": "[0-9]{4}"}}
GRAMMAR = {"type": "custom", "custom": {"name": "set_the_year", "format": REGEX}}
ALLOWED = {
    "type": "allowed_tools",
    "allowed_tools": {"mode": "auto", "tools": [{"type": "function", "function": {"name": "ring_the_bell"}}]},
}

# How the refusal of a tool may name it, and that of one of a kind that the server does not know.
CALLED = ("tool choice", "tool-call", "tool", "function")
KIND = ("tool type", "type")

SURFACE = Surface(
    "tools",
    profile="tools",
    calls=calls,
    probes={
        "tools": in_chat({"tools": [FUNCTION]}, called=CALLED),
        "tools-strict": in_chat({"tools": [STRICT]}, needs="tools", called=("strict",)),
        "tools-custom": in_chat({"tools": [CUSTOM]}, needs="tools", called=("custom", *KIND)),
        "tools-grammar": in_chat({"tools": [GRAMMAR]}, needs="tools-custom", called=("grammar", "format", *KIND)),
        "tools-allowed": in_chat(
            {"tools": [FUNCTION], "tool_choice": ALLOWED}, needs="tools", called=("allowed_tools", *KIND)
        ),
        "functions": in_chat({"functions": [FUNCTION["function"]]}, called=("function call",)),
    },
)
