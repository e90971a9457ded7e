"""Judgements and exchanges as JSON: what travels between processes and into run.json."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.evidence.exchange import Exchange, Headers, Request
from oaic_suite.evidence.place import Place
from oaic_suite.evidence.shown.excerpt import excerpt
from oaic_suite.judging.document import run_json
from oaic_suite.judging.judge import Judgement

Record = TypeVar("Record", bound=Mapping[str, Any])
# Ids and words of ours: no secret that happens to be one of them may cost a row.
OURS = frozenset(("id", "name", "verdict", "cause", "evidence", "exchange", "http_version", "method", "times", "ended"))
LONGEST_BODY = 32 * 1024
MOST_ARRIVALS = 500
MOST_HEADERS, LONGEST_HEADER = 60, 2000


def record_of(requirement_id: str, variant: str, judged: Judgement, redactor: Redactor) -> run_json.Judged:
    exchanges = {exchange.id: exchange for exchange in judged.evidence}
    record: run_json.Judged = {
        "id": requirement_id,
        "name": variant,
        "verdict": judged.verdict.value,
        "cause": judged.cause,
        "reason": judged.reason,
        "expected": judged.expected,
        "observed": judged.observed,
        "where": place_record(judged.place, exchanges),
        "duration_ms": round(judged.seconds * 1000, 3),
        "evidence": list(exchanges),
    }
    return without_secrets(record, redactor)


def place_record(place: Place | None, exchanges: dict[str, Exchange]) -> run_json.Where | None:
    if place is None or place.exchange not in exchanges:
        return None
    around = excerpt(exchanges[place.exchange], place)
    return {
        "exchange": place.exchange,
        "pointer": place.pointer,
        "frame": place.frame,
        "header": place.header,
        "bytes": list(around.span) if around.span else None,
        "excerpt": around.text,
    }


def exchange_record(exchange: Exchange, redactor: Redactor) -> run_json.Exchange:
    body = exchange.body[: shown(exchange.body)]
    request = replace(exchange.request, headers=redacted(exchange.request.headers, redactor))
    record: run_json.Exchange = {
        "id": exchange.id,
        "request": request_record(request),
        "http_version": exchange.version or None,
        "status": exchange.status,
        "headers": headers_record(redacted(exchange.headers, redactor)),
        "body": body.decode("utf-8", "backslashreplace"),
        "body_bytes": len(exchange.body),
        "encoded_bytes": exchange.encoded or None,
        "body_truncated": len(exchange.body) > len(body),
        "times": [
            {"at_ms": round(arrival.at * 1000, 3), "bytes": arrival.size}
            for arrival in exchange.arrivals[:MOST_ARRIVALS]
        ],
        "ended": exchange.ended,
        "note": exchange.note,
        "curl": replace(exchange, request=request).curl(),
    }
    return without_secrets(record, redactor)


def request_record(request: Request) -> run_json.Request:
    body = None if request.body is None else request.body[:LONGEST_BODY]
    record: run_json.Request = {
        "method": request.method,
        "url": request.url,
        "headers": headers_record(request.headers),
        "body": None if body is None else body.decode("utf-8", "replace"),
    }
    if body is not None and request.body is not None:
        record["body_bytes"] = request.size
        if record["body"] != body.decode("utf-8", "ignore"):
            record["body_base64"] = b64encode(body).decode()
    return record


def redacted(headers: Headers, redactor: Redactor) -> Headers:
    return tuple((name, redactor.header(name, value)) for name, value in headers)


def without_secrets(record: Record, redactor: Redactor) -> Record:
    """The same in all that is not ours: the names of its members are."""

    def member(name: str, value: Any) -> Any:
        if name in OURS:
            return value
        return without_secrets(value, redactor) if isinstance(value, dict) else redactor.value(value)

    return cast(Record, {name: member(name, value) for name, value in record.items()})


def shown(body: bytes) -> int:
    """How many bytes of a body are kept: fewer where JSON has to escape most of them."""
    escaped = len(json.dumps(body[:LONGEST_BODY].decode("utf-8", "backslashreplace"), ensure_ascii=False))
    return LONGEST_BODY if escaped <= 2 * LONGEST_BODY else LONGEST_BODY // 8


def headers_record(headers: Headers) -> list[list[str]]:
    """As many as a reader reads, and a line about the others."""
    shown = [[name, clip(value)] for name, value in headers[:MOST_HEADERS]]
    more = len(headers) - len(shown)
    return [*shown, ["(not shown)", f"{more} more headers"]] if more else shown


def clip(value: str) -> str:
    return value if len(value) <= LONGEST_HEADER else f"{value[:LONGEST_HEADER]}…"
