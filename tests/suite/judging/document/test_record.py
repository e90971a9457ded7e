"""What goes into run.json is no larger than a reader needs, however large an answer was."""

from __future__ import annotations

import json

from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.evidence.arrivals import Arrival
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging import run
from oaic_suite.judging.document.record import LONGEST_BODY, exchange_record
from oaic_suite.judging.run import Run

ASKED = Request("GET", "http://localhost/v1/models")


def recorded(name="x1", body=b"", headers=(), arrivals=()):
    return exchange_record(Exchange(name, ASKED, 200, headers, body, arrivals), Redactor())


def test_some_headers_are_shown_and_the_others_counted():
    found = recorded(headers=tuple((f"x-{number}", "1") for number in range(100)))["headers"]
    assert (len(found), found[59], found[60]) == (61, ["x-59", "1"], ["(not shown)", "40 more headers"])


def test_a_long_header_is_cut():
    ((_, value),) = recorded(headers=(("x", "1" * 9000),))["headers"]
    assert value == "1" * 2000 + "…"


def test_a_body_that_has_to_be_escaped_is_cut_sooner():
    plain, zeros = recorded(body=b"x" * 10**5), recorded(body=bytes(10**5))
    assert len(plain["body"]) == LONGEST_BODY
    assert len(json.dumps(zeros["body"])) < LONGEST_BODY
    assert zeros["body_truncated"]


def test_of_a_run_of_many_large_answers_the_first_are_shown_whole(monkeypatch):
    monkeypatch.setattr(run, "HEAVY", 8000)
    kept, arrivals = Run(), tuple(Arrival(1.0, 1) for _ in range(9))
    kept.keep(recorded(name, b"x" * 5000, arrivals=arrivals) for name in "abc")
    shown = {id: (len(each["body"]), len(each["times"]), each["body_bytes"]) for id, each in kept.exchanges.items()}
    assert shown == {"a": (5000, 9, 5000), "b": (5000, 9, 5000), "c": (1000, 3, 5000)}
    assert kept.exchanges["c"]["body_truncated"]
