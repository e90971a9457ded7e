"""Judgements and exchanges as JSON: what travels between processes and into run.json."""

from __future__ import annotations

from oaic_suite.asking.redaction import Redactor
from oaic_suite.evidence.excerpt import excerpt
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.place import Place
from oaic_suite.judging import run_json
from oaic_suite.judging.judge import Judgement

LONGEST_BODY = 32 * 1024
MOST_ARRIVALS = 500


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
    return redactor.object(record)


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
    body = exchange.body[:LONGEST_BODY]
    request = exchange.request
    sent = None if request.body is None else request.body[:LONGEST_BODY].decode("utf-8", "replace")
    record: run_json.Exchange = {
        "id": exchange.id,
        "request": {
            "method": request.method,
            "url": request.url,
            "headers": [[name, redactor.header(name, value)] for name, value in request.headers],
            "body": sent,
        },
        "http_version": exchange.version or None,
        "status": exchange.status,
        "headers": [[name, redactor.header(name, value)] for name, value in exchange.headers],
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
        "curl": exchange.curl(),
    }
    return redactor.object(record)
