"""What traffic comes to: counted alike however it is shared out, its calls told as rates, and nothing secret in it."""

from __future__ import annotations

import json

import pytest
from hostile import chat
from kept import FORMATS
from oaic_suite.asking.surface import Called
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.traffic import shared
from oaic_suite.traffic.addressed import addressed
from oaic_suite.traffic.calls import counted, rates
from oaic_suite.traffic.document import Told, document
from oaic_suite.traffic.heard import Heard, Misheard
from oaic_suite.traffic.judged import Asked
from oaic_suite.traffic.shared import tallied
from oaic_suite.traffic.tally import FOREIGN, JUDGED, KINDS, UNFINISHED, UNLAWFUL, UNREADABLE

catalogue()
KEY = "sk-live-0123456789abcdefghij"
BODY = {"model": "m", "messages": [{"role": "user", "content": "Say hello."}]}
JSON = (("content-type", "application/json"),)


def heard(answer=None, body=BODY, url="http://t/v1/chat/completions", status=200, request_headers=JSON, **more):
    told = json.dumps(chat() if answer is None else answer).encode()
    return Heard("POST", url, json.dumps(body).encode(), request_headers, status, JSON, told, **more)


def numbered(*some):
    return [(f"f#{number}", each) for number, each in enumerate(some, 1)]


BROKEN = heard(chat() | {"object": "chat"})


def test_what_becomes_of_each_entry_is_counted():
    some = (
        *(heard(), BROKEN, Misheard("it is torn")),
        heard(url="http://t/index.html"),
        heard(status=None),
        heard(body={"model": "m"}),
    )
    found = tallied(numbered(*some), Asked(), 1)
    assert found.heard == {JUDGED: 2, UNREADABLE: 1, FOREIGN: 1, UNFINISHED: 1, UNLAWFUL: 1}
    assert found.why == {"it is torn": 1}
    assert found.verdicts["chat.reply.object"] == {"pass": 1, "fail": 1}


@pytest.mark.slow
def test_it_is_the_same_however_many_processes_judge(monkeypatch):
    monkeypatch.setattr(shared, "MOST", 3)
    some = numbered(*[BROKEN if number % 4 == 0 else heard() for number in range(40)])
    alone, together = (document(tallied(some, Asked(), jobs), Told(["f"])) for jobs in (1, 2))
    for run in (alone, together):
        for row in run["requirements"]:
            row["duration_ms"] = 0
    assert alone | {"started": "", "finished": ""} == together | {"started": "", "finished": ""}


def test_few_exchanges_are_shown_and_all_are_counted():
    run = document(tallied(numbered(*[BROKEN] * 20, *[heard()] * 5), Asked(), 1), Told(["f"]))
    row = next(row for row in run["requirements"] if row["id"] == "chat.reply.object")
    assert (row["verdict"], row["reason"]) == ("fail", "in 20 of 25 exchanges that show it")
    assert [variant["name"] for variant in row["variants"]] == ["f#1", "f#2", "f#3"]
    assert len(run["exchanges"]) < 8
    assert (run["conclusion"], run["exit_code"], run["traffic"]["judged"]) == ("non_conformant", 1, 25)


def test_what_is_kept_stays_small_however_many_addresses_there_are():
    some = [
        heard(url=f"http://t{number}/v1/chat/completions", body=BODY | {"model": f"m{number}"}) for number in range(500)
    ]
    found = tallied(numbered(*some), Asked(prefixes=("chat.reply.object",)), 1)
    assert (found.heard[JUDGED], len(found.exchanges)) == (500, KINDS)
    assert len(found.models) <= KINDS + shared.MOST
    assert len(found.bases) <= KINDS + shared.MOST


def test_what_was_never_settled_is_no_part_of_it():
    run = document(tallied(numbered(heard()), Asked(), 1), Told(["f"]))
    assert {row["verdict"] for row in run["requirements"] if row["level"] != "INFO"} == {"pass"}
    assert (run["conclusion"], run["exit_code"]) == ("partial", 0)


def test_prefixes_choose_the_rows():
    found = tallied(numbered(BROKEN), Asked(prefixes=("chat.reply.o",)), 1)
    assert set(found.verdicts) == {"chat.reply.object"}


# --- where it was asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "url", "base", "found"),
    [
        ("POST", "https://a/v1/chat/completions", None, ("createChatCompletion", "https://a/v1")),
        ("POST", "https://u:p@a/openai/v1/chat/completions?x=1", None, ("createChatCompletion", "https://a/openai/v1")),
        ("POST", "https://a/deployments/d/chat/completions", None, ("createChatCompletion", "https://a/deployments/d")),
        ("GET", "https://a/v1/models/gpt-4", None, ("retrieveModel", "https://a/v1")),
        ("GET", "https://a/shop/models", None, None),
        ("GET", "https://a/shop/models", "https://a/shop", ("listModels", "https://a/shop")),
        ("GET", "https://b/v1/models", "https://a/shop", None),
        ("PUT", "https://a/v1/chat/completions", None, None),
    ],
)
def test_an_operation_is_known_by_its_address(method, url, base, found):
    at = addressed(method, url, base)
    assert (at and (at.operation, at.base)) == found


# --- calls ---------------------------------------------------------------------------------------------

SCHEMA = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
OFFER = {"tools": [{"type": "function", "function": {"name": "f", "parameters": SCHEMA}}]}
MADE = {
    '{"n": 1}': ("f", (True, True, True)),
    '{"n": "x"}': ("f", (True, True, False)),
    '{"n": 1': ("f", (False, True, None)),
    "[1]": ("f", (False, True, None)),
    "": ("f", (True, True, False)),
    "{}": ("g", (True, False, None)),
}


def test_an_address_that_is_none_is_of_no_operation():
    assert tallied(numbered(heard(url="http://[t/v1/chat/completions")), Asked(), 1).heard == {FOREIGN: 1}


def called(answer, view=Reply, media="application/json"):
    request = Request("POST", "http://t", (), json.dumps(BODY | OFFER).encode(), "createChatCompletion")
    return view(Exchange("x1", request, 200, (("content-type", media),), answer))


@pytest.mark.parametrize(("said", "name", "rates"), [(said, *rest) for said, rest in MADE.items()], ids=MADE)
def test_a_call_keeps_each_rate_or_does_not(said, name, rates):
    call = {"id": "c1", "type": "function", "function": {"name": name, "arguments": said}}
    answer = {"choices": [{"finish_reason": "tool_calls", "message": {"tool_calls": [call]}}]}
    found = counted(called(json.dumps(answer).encode()))
    told = zip(("parse", "offered", "fit"), rates, strict=True)
    assert found == {(rate, kept): 1 for rate, kept in told if kept is not None}


def test_a_schema_that_is_elsewhere_is_not_fetched(tmp_path):
    (elsewhere := tmp_path / "schema.json").write_text('{"type": "object"}', "utf-8")
    call = Called("f", "{}", {"f": {"$ref": elsewhere.as_uri()}})
    assert dict(rates(call)) == {"parse": True, "offered": True}


def test_a_call_that_was_cut_short_is_not_counted():
    call = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": '{"n'}}
    answer = {"choices": [{"finish_reason": "length", "message": {"tool_calls": [call]}}]}
    assert counted(called(json.dumps(answer).encode())) == {}


def test_a_streamed_call_is_counted_when_its_pieces_are_put_together():
    pieces = [{"name": "f", "arguments": '{"n"'}, {"arguments": ": 1}"}]
    deltas = [{"tool_calls": [{"index": 0, "function": piece}]} for piece in pieces]
    chunks = [{"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]})
    body = "".join(f"data: {each}\n\n" for each in [*map(json.dumps, chunks), "[DONE]"])
    found = counted(called(body.encode(), Stream, "text/event-stream"))
    assert found == {("parse", True): 1, ("offered", True): 1, ("fit", True): 1}


# --- secrets -------------------------------------------------------------------------------------------

SECRETS = {
    "a key": ("authorization", f"Bearer {KEY}"),
    "a header nobody knows": ("x-tenant", "acme-internal-7f3a"),
    "a cookie": ("cookie", "session=abcdef0123456789"),
}


@pytest.mark.parametrize(("name", "value"), SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("format", FORMATS)
def test_what_was_sent_to_say_who_asked_is_not_written(format, name, value):
    headers = (*JSON, (name, value))
    some = numbered(
        heard(
            chat() | {"object": "chat", "id": KEY},
            request_headers=headers,
            url=f"http://t/v1/chat/completions?api_key={KEY}",
        )
    )
    run = json.dumps(document(tallied(some, Asked(), 1), Told(["f"])))
    assert "chat.reply.object" in run
    assert [part for part in (KEY, value, value.partition("=")[2] or value) if part in run] == []


def test_a_key_that_is_only_known_by_its_shape_is_not_written():
    run = json.dumps(document(tallied(numbered(heard(chat() | {"object": KEY})), Asked(), 1), Told(["f"])))
    assert "[redacted]" in run
    assert KEY not in run


def test_a_key_of_one_exchange_is_not_written_with_another():
    asks = heard(request_headers=(*JSON, ("authorization", "Bearer correct-horse-battery")))
    echoes = heard(chat() | {"object": "correct-horse-battery"})
    assert "correct-horse" not in json.dumps(document(tallied(numbered(asks, echoes), Asked(), 1), Told(["f"])))
