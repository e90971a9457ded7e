"""Clients as they are installed, before the faults of their profiles; and the defects that the Codex suite is about."""

from __future__ import annotations

import json
import sys

import pytest
from oaic_suite.judging.clients.profile import client_profiles
from oaic_suite.judging.clients.seen import load, read, written
from oaic_suite.judging.clients.witnessed import Outcome
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.trial import leave_bench, target_with
from real_clients import PLAYED, REAL, faults_of, seen, versions
from standing import stands

FAULTS = {fault.id: fault for fault in listed_faults()}
RECORD = load()
# What servers were seen to do to Codex (our notes, 1.5), by the fault that does it.
DEFECTS = {
    "custom tools are left out": "responses.kinds.custom-called",
    "custom tools are called as functions": "responses.kinds.custom-called:as-a-function",
    "a call of a custom tool is not taken back": "responses.kinds.custom-taken-back",
    "results of custom tools are joined": "responses.kinds.custom-taken-back:joined",
    "tools that are no functions are refused": "responses.tools.other-kinds",
    "functions of a namespace are not seen": "responses.kinds.namespaced:unseen",
    "the namespace is lost": "responses.kinds.namespaced",
    "the namespace is part of the name": "responses.kinds.namespaced:joined",
    "a thought with nulls is not taken back": "responses.input.thoughts",
    "an answer without id or status is not taken back": "responses.input.history",
    "a result in parts is not taken": "responses.input.results-in-parts",
    "a developer later on is not taken": "responses.input.later-instructions",
    "members that Codex sends are refused": "responses.options.codex",
    "items are never done": "responses.stream.items.done",
    "a done item says nothing": "responses.stream.text.item",
    "a done call has no arguments": "responses.stream.text.item:arguments",
    "a stream that broke off ends well": "responses.stream.ended",
}
# Defects of the same servers that Codex does not read, each with the fault that other clients mind.
HARMLESS = {
    "the final output has other ids": "responses.stream.items.output:other-ids",
    "the final output has other calls": "responses.stream.items.output:other-calls",
    "arguments are not said to be done": "responses.stream.items.closed:arguments",
    "log probabilities are lost": "responses.stream.text.logprobs",
    "events are not numbered": "responses.stream.events.numbered",
    "items are not counted": "responses.stream.items.place:missing",
    "ids of an item change": "responses.stream.items.same",
    "a named tool is answered in words": "responses.tools.named",
}


@pytest.fixture(scope="module", autouse=True)
def left():
    """The server that faults are tried on ends with these tests."""
    yield
    leave_bench()


@pytest.mark.slow
@pytest.mark.parametrize("fault", DEFECTS.values(), ids=DEFECTS)
def test_a_defect_known_of_servers_is_a_fault_that_codex_needs_absent(fault):
    assert FAULTS[fault].requirement in client_profiles()["codex"].rows


@pytest.mark.parametrize("fault", HARMLESS.values(), ids=HARMLESS)
def test_one_that_codex_does_not_mind_is_a_fault_too(fault):
    assert FAULTS[fault].requirement not in client_profiles()["codex"].rows


@pytest.mark.thorough
@pytest.mark.parametrize("fault", DEFECTS.values(), ids=DEFECTS)
def test_with_a_defect_known_of_servers_codex_does_not_work(fault):
    assert stands(target_with(fault), ["codex"])["codex"]["conclusion"] == "does_not_work"


# --- as they are installed ---------------------------------------------------------------------------------


def test_every_client_that_is_played_has_a_profile_and_a_script():
    assert REAL.keys() <= client_profiles().keys()
    assert {real.script for real in REAL.values()} == {path.name for path in PLAYED.iterdir() if path.is_file()} - {
        "playing.py",
        "turns.py",
    }


def test_what_was_seen_is_read_as_it_was_written():
    assert {name: read(each) for name, each in json.loads(written(RECORD)).items()} == RECORD


@pytest.mark.parametrize("name", RECORD)
def test_what_is_on_record_is_of_faults_that_there_are(name):
    assert RECORD[name].findings.keys() - FAULTS.keys() == set()
    assert set(RECORD[name].findings.values()) != {Outcome.UNREACHED}


@pytest.mark.thorough
@pytest.mark.parametrize("name", REAL)
def test_a_client_does_what_is_on_record(name):
    """`python tests/suite/clients/real_clients.py` brings the record up to date."""
    found = versions(REAL[name], sys.executable)
    if name not in RECORD or found != RECORD[name].versions:
        pytest.skip(f"on record is {RECORD[name].versions if name in RECORD else 'nothing'}, here is {found}")
    now = seen(name, sys.executable, faults_of(name))
    outcomes = {fault: finding.outcome for fault, finding in now.items()}
    recorded = {fault: RECORD[name].findings[fault].outcome for fault in outcomes if fault in RECORD[name].findings}
    assert {fault: (outcomes[fault], word) for fault, word in recorded.items() if outcomes[fault] is not word} == {}
