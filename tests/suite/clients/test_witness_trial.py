"""A client before a server that can be broken: what it sees of both, and what is on record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from oaic_suite.asking.started.embedded import Embedded
from oaic_suite.clients.witness.client import CLIENTS
from oaic_suite.clients.witness.ledger import changes
from oaic_suite.clients.witness.scenario import SCENARIOS
from oaic_suite.clients.witness.trial import Stand, try_all
from oaic_suite.judging.clients.witnessed import Outcome, known
from oaic_suite.proof.wire_names import EVERY

PATIENCE = 120.0  # seconds: no fault below makes a client wait, and a busy machine may


@pytest.fixture(scope="module")
def stand():
    server = Embedded(("--allow-fault-header", "--seed", "7")).start()
    names = ("chat.plain", "chat.stream", "errors.key")
    client = replace(CLIENTS["openai-python"], deadline=PATIENCE)
    yield Stand(client, server, {name: SCENARIOS[name] for name in names})
    client.loop.close()
    server.stop()


@pytest.fixture(scope="module")
def sound(stand):
    return stand.sound()


def test_a_sound_server_is_seen_whole(sound):
    assert sound["chat.stream"].gave == sound["chat.plain"].gave
    assert sound["errors.key"].raised["class"] == "openai.AuthenticationError"


@pytest.mark.parametrize(
    ("fault", "outcome", "scenario"),
    [
        ("chat.reply.choices", Outcome.CRASH, "chat.plain"),
        ("auth.status", Outcome.WRONG, "errors.key"),
        ("chat.reply.object", Outcome.TOLERATED, ""),
        ("embeddings.reply.object", Outcome.UNREACHED, ""),
    ],
)
def test_a_fault_is_seen_where_it_is_met(stand, sound, fault, outcome, scenario):
    seen = stand.worst(fault, sound)
    assert (seen.outcome, seen.scenario) == (outcome, scenario)


def test_the_server_tells_which_faults_would_be_met(stand):
    assert "chat.reply.choices" in stand.play("chat.plain", EVERY).touched


@pytest.mark.thorough
def test_the_official_python_sdk_is_as_recorded():
    """`oaic witness` brings the record up to date."""
    _, found = try_all(["openai-python"], lambda line: None)["openai-python"]
    assert list(changes(known()["openai-python"].findings, found)) == []
