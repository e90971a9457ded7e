"""What the real service was recorded to send fails no check."""

from __future__ import annotations

import json
import re
from collections import Counter

import recorded
from oaic_spec import is_form
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.rejudge import rejudge
from oaic_suite.judging.verdict import Level, Verdict

pytestmark = recorded.wanted

# (check, exchange) pairs the two samples gave when this was written; fewer means that checks were lost.
FLOOR = 24_400
BOUNDARY = re.compile(r'boundary="?([^";]+)')
FRAMING = {"sse", "response_text"}  # members that hold the bytes as they came


def recordings():
    for number, (each, operation) in enumerate(recorded.known()):
        yield exchange(number, each, operation.id)


def exchange(number, known, operation):
    declared, sent = asked(known)
    headers = known.get("response_headers") or {}
    told = answer(known)
    kept = {
        "status": True,
        "headers": bool(headers),
        "body": bool(told),  # a recorder behind a proxy lost one: the service answers nothing with an empty body
        "bytes": bool(told) and bool(FRAMING & known.keys()),
    }
    return Exchange(
        f"r{number}",
        Request(known["method"], "https://api.openai.com" + known["path"], declared, sent, operation),
        known["status"],
        tuple(
            (name, each) for name, value in headers.items() for each in ([value] if isinstance(value, str) else value)
        ),
        told,
        kept=frozenset(name for name, was in kept.items() if was),
    )


def asked(known):
    """The headers of a request that matter, and its body."""
    body, media_type = known["request_body"], known.get("request_content_type") or ""
    if isinstance(body, str) and is_form(media_type):
        return (("content-type", media_type),), form(known, BOUNDARY.search(media_type)[1]).encode()
    return (), None if body is None else json.dumps(body).encode()


def form(known, boundary):
    """As it was sent; where a recorder cut off what a file holds, and what follows it, it ends there."""
    body, end = known["request_body"], f"\r\n--{boundary}--\r\n"
    streamed = f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="stream"\r\n\r\ntrue'
    return body if f"--{boundary}--" in body else body + (streamed if known["stream"] else "") + end


def answer(known):
    if "response_json" in known:
        return json.dumps(known["response_json"]).encode()
    return (known.get("sse") or known.get("response_text") or "").encode()


def test_no_check_fails_what_the_service_sent(capsys):
    judged: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for each in recordings():
        for requirement, judgement in rejudge(each):
            judged[requirement.id] += 1
            if judgement.verdict in (Verdict.FAIL, Verdict.ERROR) and requirement.level is not Level.INFO:
                found = judgement.reason or f"expected {judgement.expected}, observed {judgement.observed}"
                failed[f"{requirement.id}: {found}"] += 1
    with capsys.disabled():
        print(f"\n{recorded.counted()}; judged {judged.total()} pairs of {len(judged)} checks and recorded exchanges")
    assert failed == {}
    assert judged.total() >= recorded.floor(FLOOR)
