"""What a run is made of: rows, exchanges, places, causes, clients; and a run of them."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from oaic_suite.judging.causes.cause import causes

VERDICTS = ("pass", "fail", "inconclusive", "not_applicable", "not_run", "error")


def exchange(id: str, body: str = "{}", **changes: Any) -> dict[str, Any]:
    size = len(body.encode("utf-8", "replace"))
    return {
        "id": id,
        "request": {
            "method": "POST",
            "url": "http://localhost:8000/v1/chat/completions",
            "headers": [["content-type", "application/json"], ["authorization", "Bearer [redacted]"]],
            "body": '{"model":"parrot-1","messages":[{"role":"user","content":"Say hello."}]}',
        },
        "status": 200,
        "headers": [["content-type", "application/json"], ["x-request-id", f"req_{id}"]],
        "body": body,
        "body_bytes": size,
        "body_truncated": False,
        "times": [{"at_ms": 41.5, "bytes": size}],
        "ended": "complete",
        "note": "",
        "curl": "curl -sS -i -N -X POST http://localhost:8000/v1/chat/completions"
        " -H \"Authorization: Bearer $API_KEY\" -H 'content-type: application/json'"
        ' --data-binary \'{"model":"parrot-1","messages":[{"role":"user","content":"Say hello."}]}\'',
    } | changes


def stream(id: str, frames: list[str], **changes: Any) -> dict[str, Any]:
    """Frames 25 ms apart, each a piece of its own."""
    texts = [f"{frame}\n\n" for frame in frames]
    return (
        exchange(
            id,
            "".join(texts),
            headers=[["content-type", "text/event-stream; charset=utf-8"]],
            times=[{"at_ms": 80 + 25.0 * n, "bytes": len(text.encode())} for n, text in enumerate(texts)],
        )
        | changes
    )


def chunk(content: str, id: str = "chatcmpl-1") -> str:
    delta = {"index": 0, "delta": {"content": content}, "finish_reason": None}
    value = {"id": id, "object": "chat.completion.chunk", "model": "parrot-1", "choices": [delta]}
    return "data: " + json.dumps(value, separators=(",", ":"))


def where(exchange: str, **changes: Any) -> dict[str, Any]:
    place = {"exchange": exchange, "pointer": None, "frame": None, "bytes": None, "header": None, "excerpt": None}
    return place | changes


def at(exchange: dict[str, Any], before: str, text: str, **changes: Any) -> dict[str, Any]:
    """The place of a text that stands behind another in the body, as the suite finds it."""
    start = exchange["body"].index(before + text) + len(before)
    return where(exchange["id"], bytes=[start, start + len(text)], **changes)


def row(id: str, verdict: str = "pass", **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "level": "MUST",
        "basis": "schema",
        "surface": id.rpartition(".")[0] or id,
        "statement": f"The server does what {id} says.",
        "breaks": "clients that rely on it",
        "fix": "write it as it should be",
        "verdict": verdict,
        "cause": None,
        "reason": None,
        "expected": None,
        "observed": None,
        "where": None,
        "variants": [],
        "duration_ms": 0.8,
        "evidence": [],
    } | changes


def run(rows: list[dict[str, Any]], exchanges: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    found = causes(rows, {exchange["id"]: exchange for exchange in exchanges or []})
    return {
        "schema_version": "2",
        "suite": {
            "name": "openai-conformance",
            "version": "0.1.0",
            "python": "3.13.1",
            "platform": "Linux x86_64",
        },
        "contract": {"version": "2.3.0", "digest": "5f" * 32, "operations": ["createChatCompletion"]},
        "target": {
            "base_url": "http://localhost:8000/v1",
            "base_url_from": "--base-url",
            "key_from": "OPENAI_API_KEY",
            "model": "parrot-1",
            "model_from": "the first of /models",
            "embedded": False,
        },
        "started": "2026-05-04T10:20:30Z",
        "finished": "2026-05-04T10:20:34.200000Z",
        "truncated": False,
        "message": None,
        "selection": None,
        "requests": len(exchanges or []),
        "capabilities": {},
        "profiles": {"core": profile(rows)},
        "requirements": rows,
        "counts": {level: tally(rows, level) for level in ("MUST", "SHOULD", "INFO")},
        "conclusion": "conformant",
        "exit_code": 0,
        "causes": found,
        "exchanges": {exchange["id"]: exchange for exchange in exchanges or []},
    } | changes


def cause(key: str, *broken: str, **changes: Any) -> dict[str, Any]:
    return {
        "key": key,
        "title": f"What {key} says is wrong",
        "fix": "write it as it should be",
        "level": "MUST",
        "surface": "chat",
        "broken": [*broken],
        "hidden": [],
        "clients": [],
        "exchange": None,
        "row": broken[0],
        "variant": "",
    } | changes


def member(name: str, became: str, row: str = "chat.reply.choices-count", surface: str = "chat") -> dict[str, str]:
    return {"surface": surface, "member": name, "became": became, "row": row}


def client(name: str, conclusion: str = "works", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "title": name.title(),
        "version": "1.2.3",
        "date": "2026-05-01",
        "asked": False,
        "conclusion": conclusion,
        "needs": 9,
        "missing": [],
        "broken": [],
        "open": [],
    } | changes


def breach(row: str, **changes: Any) -> dict[str, Any]:
    told = {"shows": "crash", "how": "it raises", "evidence": "run 14.1", "exchange": None, "cause": None}
    return {"row": row} | told | changes


def tally(rows: list[dict[str, Any]], level: str) -> dict[str, int]:
    counted = Counter(row["verdict"] for row in rows if row["level"] == level)
    return {verdict: counted[verdict] for verdict in VERDICTS} | {"total": counted.total()}


def profile(rows: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    return {
        "required": True,
        "conclusion": "conformant",
        "must": score(rows, "MUST"),
        "should": score(rows, "SHOULD"),
    } | changes


def score(rows: list[dict[str, Any]], level: str) -> dict[str, int]:
    counted = tally(rows, level)
    return {"passed": counted["pass"], "total": counted["total"] - counted["not_applicable"]}


def variant(name: str, verdict: str, **changes: Any) -> dict[str, Any]:
    case = {"name": name, "verdict": verdict, "reason": None, "expected": None, "observed": None, "where": None}
    return case | changes
