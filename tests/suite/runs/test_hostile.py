"""Whatever a target does, the run ends, its report is whole, nothing leaks, and nothing is called conformant."""

from __future__ import annotations

from pathlib import Path

import hostile
import pytest
from hostile import TABLE
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.preflight import survey
from oaic_suite.asking.target import Target
from oaic_suite.clients.node.installation import lacking
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import Verdict
from troubles import troubles
from zoo import BOUNDLESS, WAYS, measured, table, visit

DOCUMENT = Path(__file__).parents[3] / "docs" / "hostile-targets.md"
MOST = 300  # megabytes of a run


@pytest.mark.thorough
@pytest.mark.parametrize("name", TABLE)
def test_the_run_ends_as_the_table_says_and_leaves_no_trouble(name, tmp_path):
    ended = visit(name, "plain", tmp_path).ended
    assert troubles(ended) == {}
    assert (ended.document["conclusion"], ended.exit_code) == (TABLE[name].conclusion, TABLE[name].exit_code)


@pytest.mark.thorough
@pytest.mark.parametrize("way", [way for way in WAYS if way != "plain"])
@pytest.mark.parametrize("name", BOUNDLESS)
def test_it_ends_without_trouble_whoever_asks(name, way, tmp_path):
    if way == "node" and lacking():
        pytest.skip(f"needs {lacking()}: oaic node install")
    seen = visit(name, way, tmp_path)
    assert troubles(seen.ended) == {}
    assert seen.ended.document["exit_code"] == seen.ended.exit_code
    assert seen.peak < MOST


@pytest.mark.thorough
def test_what_took_the_server_with_it_is_said_first(tmp_path):
    ended = visit("dies-of-one", "plain", tmp_path).ended
    message = ended.document["message"]
    assert message.startswith("the target stopped answering: ")
    unanswered, curl = message.partition("first unanswered: ")[2].split("; curl ")
    assert unanswered.startswith("POST /v1/chat/completions {")
    assert '"n": 0}' in unanswered
    assert curl.endswith(""""n": 0}'""")
    assert "".join(message.split()) in "".join(ended.said.split())


# --- shapes ---------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("shape", hostile.SHAPES)
def test_no_check_stumbles_over_a_shape(shape):
    """Whatever JSON an answer holds, a check judges it, or says what is missing."""
    with hostile.serving(hostile.SHAPES[shape]) as url:
        target = Target(url, Client(Deadlines.within(2.0)), model_id=hostile.MODEL)
        survey(target)
        stage = Stage(target)
        judgements = {
            f"{made.id} [{name}]": stage.judge(made, choice)
            for made in catalogue().values()
            for name, choice in variants(made).items()
        }
        target.client.close()
    assert {name: found.reason for name, found in judgements.items() if found.verdict is Verdict.ERROR} == {}


# --- the document -------------------------------------------------------------------------------------------


def row(name: str) -> str:
    made = TABLE[name]
    return f"| `{name}` | {made.does} | `{made.conclusion}` | {made.exit_code} |"


def test_the_document_shows_the_table():
    """Printed by `PYTHONPATH=tests/suite python tests/suite/runs/test_hostile.py`."""
    shown = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert shown[: len(TABLE)] == [row(name) for name in TABLE]


def test_the_document_shows_what_was_measured():
    """Printed by `python tests/suite/zoo.py`, which measures."""
    shown = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert shown[len(TABLE) :] == table()


def test_no_visit_took_more_memory_than_is_promised():
    assert [name for name, ways in measured().items() if max(line[3] for line in ways.values()) >= MOST] == []


def test_no_target_is_conformant():
    assert {made.conclusion for made in TABLE.values()} <= {"invalid", "non_conformant", "incomplete", "partial"}


if __name__ == "__main__":
    print("\n".join(row(name) for name in TABLE))
