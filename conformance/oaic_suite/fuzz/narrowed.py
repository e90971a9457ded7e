"""The part of the contract that is drawn from: one path, and of open unions the kinds that every server knows.

What only some servers run, or send elsewhere, such as a search, is not drawn; nor is what is taken as it comes.
"""

from __future__ import annotations

from typing import Any

from oaic_spec.forms.form import FORM

from oaic_suite.asking.form import JSON

TURNS = ("message", "reasoning", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output")
PARTS = ("input_text", "input_image", "output_text", "refusal", "summary_text", "reasoning_text")
TOOLS = ("function", "custom")  # whoever asks runs them
FORMATS = ("text", "json_object", "json_schema")
PORTABLE = frozenset((*TURNS, *PARTS, *TOOLS, *FORMATS))


def narrowed(document: dict[str, Any], path: str) -> dict[str, Any]:
    """The document with one path."""
    kept: dict[str, Any] = portable({**document, "paths": {path: document["paths"][path]}})
    return kept


def portable(node: Any) -> Any:
    if isinstance(node, dict):
        node = as_json(node)
        return alternatives(node) if "x-variants" in node else {key: portable(value) for key, value in node.items()}
    return [portable(value) for value in node] if isinstance(node, list) else node


def as_json(node: dict[str, Any]) -> dict[str, Any]:
    """A form, and a file in one, as though they were JSON; they are spelt when they are sent."""
    if FORM in node:
        return {JSON: node[FORM]}
    return {key: value for key, value in node.items() if (key, value) != ("format", "binary")}


def alternatives(node: dict[str, Any]) -> dict[str, Any]:
    """A union by a tag as plain alternatives; where no kind is every server's, what is none of them."""
    by, variants = node["x-variants"]["by"], node["x-variants"]["schemas"]
    known = [{"allOf": [variant, tagged(by, tag)]} for tag, variant in variants.items() if tag in PORTABLE]
    return {"anyOf": known} if known else {"type": "object", "required": [by]}


def tagged(by: str, tag: str) -> dict[str, Any]:
    return {"type": "object", "required": [by], "properties": {by: {"const": tag}}}
