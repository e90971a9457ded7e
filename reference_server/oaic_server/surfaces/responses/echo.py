"""A response before anything is said: what was asked for, or what holds where nothing was."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.limits import tier
from oaic_server.answering.tools.told import told

Body = dict[str, Any]
# What holds where a request says nothing, or null.
USUAL: dict[str, Any] = {
    "background": False,
    "instructions": None,
    "max_output_tokens": None,
    "max_tool_calls": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "previous_response_id": None,
    "prompt_cache_key": None,
    "prompt_cache_retention": None,
    "safety_identifier": None,
    "store": True,
    "temperature": 1.0,
    "tool_choice": "auto",
    "top_logprobs": 0,
    "top_p": 1.0,
    "truncation": "disabled",
    "user": None,
}
SAID = ("prompt_cache_options", "access_programs", "image")  # told only where they were asked for


def echo(body: Body, id: str, created_at: int, conversation: str | None) -> dict[str, Any]:
    given = {name: body[name] for name in USUAL if body.get(name) is not None}
    return {
        "id": id,
        "object": "response",
        "created_at": created_at,
        "status": "queued" if body.get("background") else "in_progress",
        "completed_at": None,
        "error": None,
        "frequency_penalty": 0.0,
        "incomplete_details": None,
        "model": body["model"],
        "output": [],
        "presence_penalty": 0.0,
        **USUAL,
        **given,
        "reasoning": {"effort": None, "summary": None, **(body.get("reasoning") or {})},
        "service_tier": tier(body.get("service_tier")),
        "text": text(body.get("text") or {}),
        "tools": [told(tool) for tool in body.get("tools") or []],
        "usage": None,
        **({"conversation": {"id": conversation}} if conversation else {}),
        **{name: body[name] for name in SAID if body.get(name) is not None},
    }


def text(asked: dict[str, Any]) -> dict[str, Any]:
    format = asked.get("format") or {"type": "text"}
    if format["type"] == "json_schema":
        format = {"description": None, **format, "strict": bool(format.get("strict"))}
    return {"format": format, "verbosity": asked.get("verbosity") or "medium"}
