"""Fuzzing in a run: asked for or not, installed or not; the reference server survives it, planted defects do not."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from nested import warm_certify
from oaic_spec import contract
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.plan import LEVELS, Plan
from oaic_suite.asking.plan import planned as plan_of
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.asking.surface import about_one, operations
from oaic_suite.asking.survey.preflight import preflight
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.place import Place
from oaic_suite.fuzz.drive import Drive
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.judge import MANY, looked_at
from oaic_suite.judging.selecting import profile
from oaic_suite.judging.selecting.part import Part
from oaic_suite.plugin.estimate import in_part
from oaic_suite.plugin.settings.options import OPTIONS, Asked, NotThat
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.wire_names import FAULT_HEADER

installed = pytest.mark.skipif(not find_spec("schemathesis"), reason="schemathesis is not installed")
HOUR = 3600.0  # seconds: on a machine with much else to do
NOTE = "overlooked"  # what only an INFO tells
ROWS = [id for id in catalogue() if id.startswith("fuzz.")]


# --- whether it is asked for ---------------------------------------------------------------------------


@pytest.fixture
def everywhere(monkeypatch):
    monkeypatch.setattr(profile, "find_spec", lambda name: True)


@pytest.mark.usefixtures("everywhere")
def test_nobody_is_fuzzed_unasked():
    assert not any(profile.in_run(row, (), ()) for row in ROWS)
    assert set(ROWS).isdisjoint(row.id for row in in_part(Part(), ()))


@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize(("names", "prefixes"), [(["fuzz"], []), ([], ["fuzz"]), ([], ["fuzz.key"])])
def test_it_is_asked_for_by_its_name_or_its_rows(names, prefixes):
    assert all(profile.in_run(row, names, prefixes) for row in ROWS)


def test_asked_for_and_absent_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(profile, "find_spec", lambda name: None)
    assert profile.in_run("fuzz.answered", ["fuzz"], ())
    assert profile.lacking("fuzz.answered") == ("schemathesis not installed: pip install 'openai-conformance[fuzz]'")


@pytest.mark.parametrize(
    ("options", "plan", "names"),
    [
        ({}, None, ()),
        ({"fuzz": "quick"}, LEVELS["quick"], ("fuzz",)),
        ({"profile": ("fuzz",)}, LEVELS["quick"], ("fuzz",)),
        ({"only": ("fuzz.key",)}, LEVELS["quick"], ()),
        ({"only": ("chat",)}, None, ()),
        ({"fuzz": "full", "profile": ("fuzz", "tools")}, LEVELS["full"], ("fuzz", "tools")),
        ({"fuzz": "full", "fuzz_seed": 7}, plan_of("full", 7, None), ("fuzz",)),
        ({"fuzz": "quick", "fuzz_cases": 9}, plan_of("quick", None, 9), ("fuzz",)),
        ({"fuzz": "full", "max_seconds": 9000.0}, plan_of("full", None, None, 9000.0), ("fuzz",)),
    ],
)
def test_how_much_is_asked_for(options, plan, names):
    asked = Asked(**options)
    assert (asked.draws(Part(asked.only)), asked.profiles) == (plan, names)


def test_no_case_at_all_is_bad_usage():
    with pytest.raises(NotThat, match="it must be a whole number of at least 1, not 0"):
        OPTIONS["fuzz_cases"].parse("0")


def test_of_many_exchanges_those_that_were_looked_at_are_evidence():
    many = tuple(Exchange(str(number), Request("GET", "http://a")) for number in range(2 * MANY))
    assert looked_at(many[:MANY], []) == many[:MANY]
    assert looked_at(many, [Place("7"), Place("3")]) == (many[3], many[7])


# --- runs ----------------------------------------------------------------------------------------------


@installed
@pytest.mark.thorough
def test_the_reference_server_passes_and_is_told_what_it_costs(tmp_path):
    ended = warm_certify("--only=fuzz", "--only=models.list", "--fuzz=quick", directory=tmp_path, patience=HOUR)
    verdicts = Counter(verdict for row in ended.verdicts.values() for verdict in row.values())
    assert ended.exit_code == 0, ended.said
    assert set(ROWS) <= ended.verdicts.keys()
    assert set(verdicts) == {"pass", "not_applicable"}
    assert "besides at most 200 drawn for each operation, 16 tokens" in ended.said


@installed
@pytest.mark.thorough
def test_what_nobody_asks_for_is_not_in_a_run(tmp_path):
    ended = warm_certify("--only=models.list", directory=tmp_path)
    assert [row for row in ended.verdicts if row.startswith("fuzz.")] == []
    assert "drawn" not in ended.said


def test_what_is_planted_is_found_by_fuzzing_alone():
    """The kill matrix shows that each is found, and by no row that is not declared: few are."""
    planted = [fault for fault in listed_faults() if fault.id.startswith("fuzz.")]
    alone = {fault.requirement for fault in planted if not fault.also}
    assert len(alone) >= 10, alone
    assert alone <= set(ROWS)


FEW = Plan(examples=20, cases=12, seconds=60.0)


@contextmanager
def serving(*words):
    """A reference server of our own, and how to aim at it."""
    server = Embedded(words).start()
    client = Client(Deadlines(), Redactor.of([server.api_key]))
    try:
        yield server, lambda **more: Target(server.base_url, client, server.api_key, **more)
    finally:
        client.close()
        server.stop()


@installed
@pytest.mark.thorough
def test_legal_oddities_are_no_findings():
    with serving("--allow-fault-header") as (_, aimed):
        drawn = {None, *operations().values(), *about_one().values()}
        benign = [fault for fault in listed_faults() if fault.kind == "benign" and fault.on in drawn]
        found = {fault.id: odd(aimed(extra_headers=((FAULT_HEADER, fault.id),)), fault.on) for fault in benign}
    assert {id: wrong for id, wrong in found.items() if wrong} == {}


def odd(target, on):
    """What a few requests find wrong with a server of one oddity."""
    preflight(target)
    operation = contract().operations[on or "createChatCompletion"]
    harvest = Drive(target, operation, FEW).harvest()
    return {name: harvest.found(name) for name in harvest.sick if name != NOTE}


# --- survival ------------------------------------------------------------------------------------------

CASES = int(os.environ.get("OAIC_FUZZ_CASES", "400"))
ROOM = 48  # MiB the server may grow between one seed and the next


def resident(pid):
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def fuzz(target, seed):
    """Every symptom of every operation, and how many requests were sent."""
    harvests = {
        id: Drive(target, contract().operations[id], plan_of("quick", seed, CASES)).harvest() for id in OPERATIONS
    }
    found = {id: dict(harvest.sick) for id, harvest in harvests.items() if harvest.sick}
    return found, sum(len(harvest.asked) for harvest in harvests.values())


OPERATIONS = ("listModels", "retrieveModel", "createChatCompletion", "createCompletion", "createEmbedding")


@installed
@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_the_reference_server_survives_and_its_memory_is_flat(capsys):
    with serving() as (server, aimed):
        target, pid = aimed(), server.process.pid
        preflight(target)
        before = resident(pid)
        first, asked = fuzz(target, 1)
        between = resident(pid)
        second, again = fuzz(target, 2)
        after, died = resident(pid), server.died()
    with capsys.disabled():
        print(f"\nfuzzed with {asked} and {again} requests: the server holds {before}, {between}, {after} MiB")
    assert (first, second, died) == ({}, {}, None)
    assert after - between < ROOM
