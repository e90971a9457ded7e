"""Tools in chat: one of every sort that a server may know."""

from typing import Any

from oaic_suite.asking.surface import Surface
from oaic_suite.checks.chat.surface import in_chat

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

SURFACE = Surface(
    "tools",
    profile="tools",
    probes={
        "tools": in_chat({"tools": [FUNCTION]}),
        "tools-strict": in_chat({"tools": [STRICT]}, needs="tools"),
        "tools-custom": in_chat({"tools": [CUSTOM]}, needs="tools"),
        "tools-grammar": in_chat({"tools": [GRAMMAR]}, needs="tools-custom"),
        "tools-allowed": in_chat({"tools": [FUNCTION], "tool_choice": ALLOWED}, needs="tools"),
        "functions": in_chat({"functions": [FUNCTION["function"]]}),
    },
)
