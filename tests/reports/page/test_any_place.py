"""Whatever bytes came: a report has them again, and shows the place the suite names."""

from __future__ import annotations

import json

from arbitrary import VALUES, places
from golden_parts import run
from hypothesis import assume, given
from hypothesis import strategies as st
from oaic_reports.body import received
from oaic_reports.pinpoint import bracketed, spot
from oaic_reports.timeline import frames
from oaic_reports.untrusted import capped
from oaic_spec.pointer import at, pointer
from oaic_suite.asking.secrets.redaction import MASK, Redactor
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.place import Place
from oaic_suite.evidence.readers import sse
from oaic_suite.judging.document.record import exchange_record, place_record

PIECES = [
    b"data: {}",
    b"data:",
    b":",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"\xff",
    "🦜".encode(),
    "🦜".encode()[:2],
    sse.BOM,
    b"x" * 300,
]
BODIES = st.lists(st.sampled_from(PIECES), max_size=20).map(b"".join) | st.binary(max_size=40).filter(
    lambda body: b"\\" not in body
)


def kept(body):
    return Exchange("e1", Request("POST", "http://t/v1"), 200, (("content-type", "text/event-stream"),), body)


@given(BODIES)
def test_any_body_is_kept_byte_by_byte(body):
    assert received(json.loads(json.dumps(exchange_record(kept(body), Redactor())))) == body


@given(BODIES)
def test_a_timeline_has_the_frames_of_the_suite(body):
    lines = [[line.text + line.ending for line in frame.lines] for frame in sse.read(body).frames]
    texts = [b"".join(each).decode("utf-8", "backslashreplace").rstrip("\n") for each in lines]
    assert [frame.text for frame in frames(exchange_record(kept(body), Redactor()))] == texts


@given(BODIES, st.integers(0, 60), st.integers(0, 60))
def test_any_span_of_bytes_is_shown(body, one, other):
    start, end = sorted(min(at, len(body)) for at in (one, other))
    where = place_record(Place("e1", span=(start, end)), {"e1": kept(body)})
    shown = spot(run([], [exchange_record(kept(body), Redactor())]), where)
    assert shown.marked == capped(body[start:end].decode("utf-8", "backslashreplace"), 600)
    assert bracketed(shown, 240)


@given(VALUES, st.sampled_from([None, 1]), st.data())
def test_any_pointer_shows_its_value(value, indent, data):
    answer = kept(json.dumps(value, indent=indent, ensure_ascii=False).encode())
    record = exchange_record(answer, Redactor())
    assume(MASK not in record["body"])
    path = data.draw(st.sampled_from(places(value)))
    shown = spot(run([], [record]), place_record(Place("e1", pointer(path)), {"e1": answer}))
    assume("more characters" not in shown.marked)
    assert json.loads(shown.marked) == at(value, path)
