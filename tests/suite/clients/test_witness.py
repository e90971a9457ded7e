"""Witnesses: what is seen of a broken server beside a sound one, and how it is kept, compared and told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from oaic_suite.clients.witness.borrowed import sayable
from oaic_suite.clients.witness.commands import check
from oaic_suite.clients.witness.ledger import changes, harmless, written
from oaic_suite.clients.witness.outcome import Seen, compare
from oaic_suite.clients.witness.page import page
from oaic_suite.clients.witness.stumble import stumble
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.clients import witnessed
from oaic_suite.judging.clients.witnessed import Finding, Outcome, Witnessed, as_seen, known, load, of_requirement

CALL = {"id": "call_1", "arguments": '{"a": 1}'}
NEVER = Finding(Outcome.CRASH, "chat.never")
SAID = {"id": "chatcmpl-1", "choices": [{"text": "Hello.", "calls": [CALL]}], "usage": 3}
MISTAKEN = {"class": "BadRequestError", "status": 400}
STUMBLED = {"class": "TypeError", "status": None}
REFUSED = {"class": "NotFoundError", "at": "openai", "status": 404, "code": "model_not_found", "request_id": "req_1"}


def gave(**changes):
    return Seen.of({"gave": SAID | changes})


def raised(**changes):
    return Seen.of({"raised": REFUSED | changes})


def calling(arguments):
    return gave(choices=[{"calls": [CALL | {"arguments": arguments}], "text": "Hello."}])


@pytest.mark.parametrize(
    ("sound", "seen", "outcome", "detail"),
    [
        (gave(), gave(), "tolerated", ""),
        (gave(), gave(id="chatcmpl-2"), "tolerated", ""),
        (gave(), gave(id=None), "silent", 'id: nothing, instead of "an id"'),
        (gave(), gave(usage=None), "silent", "usage: nothing, instead of 3"),
        (gave(), gave(usage=4), "wrong", "usage: 4, instead of 3"),
        (gave(), gave(more="of it"), "wrong", 'more: "of it", instead of nothing'),
        (gave(), gave(usage=4, id=""), "wrong", "usage: 4, instead of 3"),
        (gave(), gave(choices=[]), "silent", "choices: nothing, instead of "),
        (gave(), calling('{"a":1}'), "tolerated", ""),
        (
            gave(),
            calling("{"),
            "crash",
            "raises JSONDecodeError in the application",
        ),
        (gave(), Seen.of({"hung": True}), "hang", "nothing comes of it"),
        (gave(), raised(), "crash", "raises NotFoundError in openai"),
        (raised(), raised(request_id="req_2"), "tolerated", ""),
        (raised(), raised(code=None), "silent", 'error.code: nothing, instead of "model_not_found"'),
        (raised(), raised(code="gone"), "wrong", 'error.code: "gone", instead of "model_not_found"'),
        (
            raised(),
            raised(**MISTAKEN),
            "wrong",
            "raises BadRequestError, instead of NotFoundError",
        ),
        (
            raised(),
            raised(**STUMBLED),
            "crash",
            "raises TypeError in openai, instead of NotFoundError",
        ),
        (gave(), raised(own=True), "told", "raises NotFoundError in openai"),
        (gave(), Seen.of({"ended": "by SIGSEGV"}), "crash", "ends by SIGSEGV"),
        (raised(), raised(**STUMBLED, own=True), "told", "raises TypeError in openai, instead of NotFoundError"),
        (raised(), gave(), "wrong", "raises nothing, instead of NotFoundError"),
    ],
)
def test_what_became_of_a_scenario(sound, seen, outcome, detail):
    found = compare("chat.plain", sound, seen)
    assert (found.outcome, found.detail[: len(detail)] if detail else found.detail) == (outcome, detail)


def test_a_vector_is_as_exact_as_32_bits_are():
    assert compare("e", gave(vectors=[[0.1]]), gave(vectors=[[0.10000000149]])).outcome is Outcome.TOLERATED


def test_an_exception_says_where_it_was_raised():
    with pytest.raises(ValueError) as caught:
        json.loads("{")
    told = stumble(caught.value)
    assert (told["class"], told["at"], told["status"]) == ("json.JSONDecodeError", __name__, None)


NOT_SAYABLE = (b"[1]", b'{"a": NaN}', b'{"a": 1e999}', b"{", b"")


@pytest.mark.parametrize(("body", "can"), [(b'{"a": 1}', True), *((body, False) for body in NOT_SAYABLE)])
def test_what_a_client_could_be_asked_to_send(body, can):
    assert sayable(body) is can


# --- the record ----------------------------------------------------------------------------------------

CRASH, CALM = Finding(Outcome.CRASH, "chat.plain", "raises TypeError in fetch"), Finding(Outcome.TOLERATED)
UNREACHED = Finding(Outcome.UNREACHED)
MET = {"a.b": CALM, "a.b:x": CRASH, "a.c": CALM, "a.d": UNREACHED}
KEPT = {
    "node": Witnessed(
        "Node 7", "2026-05-04", {"node": "20"}, {"a.b": CALM, "a.b:x": CRASH, "a.c": CALM, "a.d": UNREACHED}
    ),
    "python": Witnessed("Python 3", "2026-05-05", {"python": "3"}, {"a.b": CALM, "a.c": CALM}),
}


@pytest.fixture
def kept(monkeypatch, tmp_path):
    monkeypatch.setattr(witnessed, "FILE", tmp_path / "outcomes.json")
    witnessed.FILE.write_text(written(KEPT), "utf-8")
    monkeypatch.setattr(witnessed, "known", load)


@pytest.mark.usefixtures("kept")
def test_what_is_written_is_read():
    assert load() == KEPT


def test_the_worst_that_a_requirements_faults_did_stands_for_it():
    findings = KEPT["node"].findings
    assert [of_requirement(id, findings) for id in ("a.b", "a.c", "a.d")] == [CRASH, CALM, None]


@pytest.mark.usefixtures("kept")
def test_a_run_tells_of_each_client_that_was_reached():
    node = {"client": "Node 7", "date": "2026-05-04", "outcome": "crash", "detail": "raises TypeError in fetch"}
    python = {"client": "Python 3", "date": "2026-05-05", "outcome": "tolerated", "detail": ""}
    assert (as_seen("a.b"), as_seen("a.d")) == ([node, python], [])


def test_what_no_client_minds_is_found():
    assert harmless(["a.b", "a.c", "a.d"], KEPT) == {"a.c": ["node", "python"], "a.d": []}


def test_a_difference_names_both():
    assert list(changes({"a.b": CRASH, "a.c": CALM}, {"a.b": CALM, "a.c": CALM, "a.e": UNREACHED})) == [
        "a.b: tolerated; recorded: crash, chat.plain: raises TypeError in fetch",
        "a.e: unreached; recorded: nothing",
    ]


def test_the_page_counts_what_is_recorded():
    assert "| Node 7 | 2026-05-04, node 20 | 0 | 1 | 0 | 0 | 2 | 1 |" in page(KEPT)


def test_the_record_is_of_clients_with_versions_and_of_known_requirements():
    recorded = load()
    assert list(recorded) == ["openai-python", "openai-python-strict", "openai-node", "langchain", "ai-sdk"]
    strangers = {fault.partition(":")[0] for each in recorded.values() for fault in each.findings} - catalogue().keys()
    assert strangers == set()


def test_a_check_tells_what_is_not_as_recorded(capsys):
    found = known()["openai-python"]
    fault = next(iter(found.findings))
    assert check({"openai-python": found}) == 0
    assert capsys.readouterr().out == "as recorded\n"
    assert check({"openai-python": replace(found, findings={**found.findings, fault: NEVER})}) == 1
    assert capsys.readouterr().out.startswith(f"openai-python: {fault}: ")
