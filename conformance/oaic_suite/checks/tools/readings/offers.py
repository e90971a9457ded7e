"""What a request says about tools: which it offers, and whether one must be called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.exchange import Request
from oaic_suite.evidence.unsettled import NotEstablished

SAID = {"function": "arguments", "custom": "input"}  # kinds of tools, each with what a call of it says
Known = tuple[str, str]  # kind and name of a tool


def offered(request: Request) -> dict[Known, Mapping[str, Any]]:
    """The tools of a request by kind and name, each with its definition."""
    tools = [(str(tool.get("type")), tool) for tool in request.get("tools") or [] if isinstance(tool, dict)]
    definitions = [(kind, tool[kind]) for kind, tool in tools if isinstance(tool.get(kind), dict)]
    return {(kind, str(each.get("name"))): each for kind, each in definitions}


def offers(body: Mapping[str, Any]) -> bool:
    return bool(body.get("tools"))


def named(choice: Any) -> Known | None:
    """The tool that a choice forces by its name."""
    kind = choice.get("type") if isinstance(choice, dict) else None
    return (kind, str(choice[kind]["name"])) if kind in SAID else None


def names_a_tool(body: Mapping[str, Any]) -> bool:
    return named(body.get("tool_choice")) is not None


def requires(body: Mapping[str, Any]) -> bool:
    """Whether one tool or other must be called: of all that are offered, or of those allowed."""
    choice = body.get("tool_choice")
    allowed = choice.get("allowed_tools") if isinstance(choice, dict) else None
    return choice == "required" or (isinstance(allowed, dict) and allowed.get("mode") == "required")


def forces(body: Mapping[str, Any]) -> bool:
    return requires(body) or names_a_tool(body)


def forbids(body: Mapping[str, Any]) -> bool:
    return bool(body.get("tools")) and body.get("tool_choice") == "none"


def leaves_free(body: Mapping[str, Any]) -> bool:
    """Whether tools are offered, and the model may call them or not."""
    return bool(body.get("tools")) and body.get("tool_choice") in (None, "auto")


def one_at_a_time(body: Mapping[str, Any]) -> bool:
    return bool(body.get("tools")) and body.get("parallel_tool_calls") is False


def strict(body: Mapping[str, Any]) -> bool:
    """Whether every function is offered with arguments that are sure to satisfy its schema."""
    functions = [tool.get("function") for tool in body.get("tools") or [] if isinstance(tool, dict)]
    return bool(functions) and all(isinstance(each, dict) and each.get("strict") is True for each in functions)


def loose(body: Mapping[str, Any]) -> bool:
    return bool(body.get("tools")) and not strict(body)


def nothing_called(evidence: Evidence) -> NotEstablished:
    blame = evidence.owner("@forced") if forces(evidence.request.json) else None
    return NotEstablished("no tool was called", blame)
