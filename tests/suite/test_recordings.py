"""What the real service was recorded to send fails no check."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from oaic_spec import contract
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.rejudge import rejudge
from oaic_suite.judging.verdict import Level, Verdict

VARIABLE = "OAIC_RECORDINGS"
FILE = os.environ.get(VARIABLE)
pytestmark = pytest.mark.skipif(not FILE, reason=f"{VARIABLE} names no file of recorded exchanges")

# (check, exchange) pairs the sample of 2026-08 gave when this was written; fewer means that checks were lost.
FLOOR = 4900
FRAMING = {"sse", "response_text"}  # members that hold the bytes as they came


def recordings():
    with gzip.open(Path(FILE), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            recorded = json.loads(line)
            if operation := operation_of(recorded):
                yield exchange(number, recorded, operation)


def operation_of(recorded):
    for operation in contract().operations.values():
        path = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(f"/v1{operation.path}"))
        if operation.method == recorded["method"] and re.fullmatch(path, recorded["path"]):
            return operation.id
    return None


def exchange(number, recorded, operation):
    body = recorded["request_body"]
    sent = None if body is None else json.dumps(body).encode()
    headers = recorded.get("response_headers") or {}
    told = answer(recorded)
    kept = {
        "status": True,
        "headers": bool(headers),
        "body": bool(told),  # a recorder behind a proxy lost one: the service answers nothing with an empty body
        "bytes": bool(told) and bool(FRAMING & recorded.keys()),
    }
    return Exchange(
        f"r{number}",
        Request(recorded["method"], "https://api.openai.com" + recorded["path"], (), sent, operation),
        recorded["status"],
        tuple(
            (name, each) for name, value in headers.items() for each in ([value] if isinstance(value, str) else value)
        ),
        told,
        kept=frozenset(name for name, was in kept.items() if was),
    )


def answer(recorded):
    if "response_json" in recorded:
        return json.dumps(recorded["response_json"]).encode()
    return (recorded.get("sse") or recorded.get("response_text") or "").encode()


def test_no_check_fails_what_the_service_sent(capsys):
    judged: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for recorded in recordings():
        for requirement, judgement in rejudge(recorded):
            judged[requirement.id] += 1
            if judgement.verdict in (Verdict.FAIL, Verdict.ERROR) and requirement.level is not Level.INFO:
                found = judgement.reason or f"expected {judgement.expected}, observed {judgement.observed}"
                failed[f"{requirement.id}: {found}"] += 1
    with capsys.disabled():
        print(f"\njudged {judged.total()} pairs of {len(judged)} checks and recorded exchanges")
    assert failed == {}
    assert judged.total() >= FLOOR
