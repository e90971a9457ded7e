"""Rows and exchanges of a run, as little of them as causes are told from."""

from __future__ import annotations

import json
from typing import Any

from oaic_suite.judging.causes.cause import causes

CHAT = "http://t/v1/chat/completions"


def exchange(id: str, status: int | None = 200, ended: str = "complete", body: str = "{}", **members: Any) -> Any:
    sent = {"model": "m", "messages": [{"role": "user", "content": "Hello"}]} | members
    request = {"method": "POST", "url": CHAT, "headers": [], "body": json.dumps(sent)}
    return {"id": id, "request": request, "status": status, "ended": ended, "body": body}


def red(id: str, at: str = "e1", **changes: Any) -> Any:
    pointer, header = changes.pop("pointer", None), changes.pop("header", None)
    return {
        "id": id,
        "level": "MUST",
        "surface": id.rpartition(".")[0],
        "statement": "",
        "verdict": "fail",
        "cause": None,
        "expected": "something",
        "observed": "else",
        "fix": "mend it",
        "witnesses": [],
        "where": {"exchange": at, "pointer": pointer, "header": header, "frame": None},
        "variants": [{"name": "plain", "verdict": "fail"}],
        "evidence": [at],
    } | changes


def hidden(id: str, cause: str) -> Any:
    return red(id, verdict="inconclusive", cause=cause)


def told(rows: list[Any], *exchanges: Any) -> list[tuple[str, list[str]]]:
    known = {each["id"]: each for each in exchanges or [exchange("e1")]}
    return [(cause["title"], cause["broken"]) for cause in causes(rows, known)]
