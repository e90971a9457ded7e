"""Rules as they are written, in YAML, JSON or Python, read and checked."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs
import yaml
from oaic_spec import contract

from oaic_server import faults
from oaic_server.exchange.line import Called, Line
from oaic_server.exchange.refusal import CLIENT_FAULT, SERVER_FAULT, Refusal
from oaic_server.faults import Fault, FaultError
from oaic_server.script.replay import Replay
from oaic_server.script.rule import Manner, Rule, When

DECIDE = ("reply", "refuse", "value", "vector", "call", "fail", "replay")
DO = (*DECIDE, "delay", "stall", "cut", "fault")
CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}


class ScriptError(ValueError):
    """Says which rule, where in it, and what was wanted."""


def rules_in(text: str) -> list[Rule]:
    """Those of a file: a list of rules, in YAML or JSON."""
    try:
        # As JSON, so that nothing else is in it; and two escapes that are one character in JSON are two in YAML.
        written = json.loads(json.dumps(yaml.safe_load(text), allow_nan=False))
        json.dumps(written, ensure_ascii=False).encode()
    except yaml.YAMLError as error:
        raise ScriptError(f"not YAML: {complaint(error)}") from None
    except (TypeError, ValueError, RecursionError) as error:
        raise ScriptError(f"nothing that JSON could say: {error}") from None
    return rules(written or [])


def complaint(error: yaml.YAMLError) -> str:
    """What is wrong, and in which line."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return " ".join(str(error).split())


def rules(written: Any) -> list[Rule]:
    listed = written if isinstance(written, list) else [written]
    return [rule(each, f"rule {number}") for number, each in enumerate(listed, 1)]


def rule(written: Any, called: str = "the rule") -> Rule:
    require_well_written(written, called)
    given = [name for name in DECIDE if name in written]
    if len(given) > 1:
        raise ScriptError(f"{called}: expected one of {', '.join(DECIDE)}, found {' and '.join(given)}")
    if not any(name in written for name in DO):
        raise ScriptError(f"{called}: expected one of {', '.join(DO)}, found none")
    when = When(**written.get("when", {}))
    require_served(when, called)
    return Rule(
        name=f"{called} ({described(written)})",
        when=when,
        line=line(written),
        failure=failure(written["fail"]) if "fail" in written else None,
        replay=replay(written["replay"]) if "replay" in written else None,
        manner=manner(written),
        faults=chosen(written.get("fault", ()), called),
        times=written.get("times"),
        at=written.get("at", 1),
    )


def require_well_written(written: Any, called: str) -> None:
    try:
        json.dumps(written, allow_nan=False)
        schema().validate(written)
    except jsonschema_rs.ValidationError as problem:
        place = "/".join(map(str, problem.instance_path))
        raise ScriptError(f"{called}{f', {place}' if place else ''}: {problem.message}") from None
    except (TypeError, ValueError, RecursionError) as error:
        raise ScriptError(f"{called}: nothing that JSON could say: {error}") from None


def require_served(when: When, called: str) -> None:
    if when.operation is not None and when.operation not in contract().operations:
        known = ", ".join(sorted(contract().operations))
        raise ScriptError(f"{called}, when/operation: expected one of {known}, found {when.operation}")


def described(written: Mapping[str, Any]) -> str:
    name = next(name for name in DO if name in written)
    value = str(written[name]["status"] if name in ("fail", "replay") else written[name])
    return f"{name} {value if len(value) <= 40 else value[:39] + '…'}"


def line(written: Mapping[str, Any]) -> Line | None:
    if "reply" in written:
        return Line(text=written["reply"])
    if "refuse" in written:
        return Line(refusal=written["refuse"])
    if "value" in written:
        return Line(value=written["value"])
    if "vector" in written:
        return Line(vector=tuple(map(float, written["vector"])))
    if "call" in written:
        several = written["call"] if isinstance(written["call"], list) else [written["call"]]
        return Line(calls=tuple(Called(each["name"], each.get("arguments", {})) for each in several))
    return None


def failure(written: Mapping[str, Any]) -> Refusal:
    status = written["status"]
    after = written.get("retry_after")
    return Refusal(
        status,
        written.get("message", "The script says so."),
        code=written.get("code", CODES.get(status)),
        kind=SERVER_FAULT if status >= 500 else "requests" if status == 429 else CLIENT_FAULT,
        headers=() if after is None else (("retry-after", f"{after:.12g}"),),
    )


def replay(written: Mapping[str, Any]) -> Replay:
    headers = tuple((name.lower(), value) for name, value in written.get("headers", {}).items())
    events = tuple(written["events"]) if "events" in written else None
    body = octets(written["base64"]) if "base64" in written else written.get("body")
    return Replay(written["status"], headers, body, events)


def octets(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise ScriptError(f"replay/base64: {error}") from None


def manner(written: Mapping[str, Any]) -> Manner:
    delay = written.get("delay", {})
    return Manner(
        first=delay.get("first", 0.0),
        between=delay.get("between"),
        stall=written.get("stall", {}).get("after"),
        cut=written.get("cut", {}).get("after"),
    )


def chosen(ids: Iterable[str], called: str) -> tuple[Fault, ...]:
    """A request has been read when a rule is found for it: what changes requests comes too late."""
    try:
        found = faults.chosen(tuple(ids))
    except FaultError as error:
        raise ScriptError(f"{called}, fault: {error}") from None
    for fault in found:
        if fault.stage == "request":
            raise ScriptError(
                f"{called}, fault: {fault.id} changes requests before they are read; start the server with it"
            )
    return found


@cache
def schema() -> jsonschema_rs.Draft202012Validator:
    text = files("oaic_server.script").joinpath("schema.yaml").read_text(encoding="utf-8")
    return jsonschema_rs.Draft202012Validator(yaml.safe_load(text))
