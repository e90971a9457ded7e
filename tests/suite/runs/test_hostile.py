"""Whatever a target does, the run ends, its report is whole, nothing leaks, and nothing is called conformant."""

from __future__ import annotations

import html.parser
import json
import unicodedata
import xml.etree.ElementTree as ElementTree
from importlib.resources import files
from pathlib import Path

import hostile
import jsonschema_rs
import pytest
from hostile import KEY, TABLE
from nested import Ended, unjust
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.preflight import survey
from oaic_suite.asking.target import Target
from oaic_suite.clients.node.installation import lacking
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.stage import Stage
from oaic_suite.judging.verdict import Verdict
from zoo import BOUNDLESS, WAYS, measured, table, visit

DOCUMENT = Path(__file__).parents[3] / "docs" / "hostile-targets.md"
MOST = 300  # megabytes of a run
SCHEMA = jsonschema_rs.validator_for(json.loads((files("oaic_suite.judging") / "run.schema.json").read_text("utf-8")))


# --- what must hold of every run: each says what does not -----------------------------------------------------


def errors_of_ours(ended: Ended) -> list:
    errors = {row["id"]: row["reason"] for row in ended.document["requirements"] if row["verdict"] == "error"}
    return [*errors.items()]


def trouble_on_the_terminal(ended: Ended) -> list:
    return [words for words in ("Traceback", "INTERNALERROR", "could not be made", "Warning") if words in ended.said]


def characters_that_act(ended: Ended) -> list:
    """No character of a server moves the cursor, hides, or reorders."""
    return [char for char in set(ended.said) - {"\n"} if unicodedata.category(char)[0] == "C"]


def departures_from_the_schema(ended: Ended) -> list:
    return [error.message for error in SCHEMA.iter_errors(ended.document)]


def what_is_missing(ended: Ended) -> list:
    there = {"rows": ended.document["requirements"], "an end": not ended.document["truncated"]}
    return [name for name, found in there.items() if not found]


def unreadable_formats(ended: Ended) -> list:
    cases = list(ElementTree.fromstring(ended.text("junit.xml")).iter("testcase"))
    whole = {"junit.xml": cases, "index.html": ended.text("index.html").rstrip().endswith("</html>")}
    return [name for name, found in whole.items() if not found]


def leaks(ended: Ended) -> list:
    kept = {path.name: path.read_text("utf-8") for path in (ended.directory / "report").iterdir()}
    texts = (kept | {"the terminal": ended.said}).items()
    return [(name, form) for name, text in texts for form in hostile.spellings(KEY) if form in text]


def live_text(ended: Ended) -> list:
    tags = Tags()
    tags.feed(ended.text("index.html"))
    tags.close()
    return tags.odd


class Tags(html.parser.HTMLParser):
    """The tags and attributes no page of ours has."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.odd += [tag] if "hostile" in tag else []
        self.odd += [name for name, _ in attrs if name.startswith("on")]


def blamed_unjustly(ended):
    """The rows that blame one which passed."""
    return unjust(ended.document)


TROUBLES = (
    errors_of_ours,
    trouble_on_the_terminal,
    characters_that_act,
    departures_from_the_schema,
    what_is_missing,
    unreadable_formats,
    leaks,
    live_text,
    blamed_unjustly,
)


@pytest.mark.thorough
@pytest.mark.parametrize("name", TABLE)
def test_the_run_ends_as_the_table_says_and_leaves_no_trouble(name, tmp_path):
    ended = visit(name, "plain", tmp_path).ended
    assert {look.__name__: found for look in TROUBLES if (found := look(ended))} == {}
    assert (ended.document["conclusion"], ended.exit_code) == (TABLE[name].conclusion, TABLE[name].exit_code)


@pytest.mark.thorough
@pytest.mark.parametrize("way", [way for way in WAYS if way != "plain"])
@pytest.mark.parametrize("name", BOUNDLESS)
def test_it_ends_without_trouble_whoever_asks(name, way, tmp_path):
    if way == "node" and lacking():
        pytest.skip(f"needs {lacking()}: oaic node install")
    seen = visit(name, way, tmp_path)
    assert {look.__name__: found for look in TROUBLES if (found := look(seen.ended))} == {}
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
    """Printed by `python tests/suite/runs/test_hostile.py`."""
    shown = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert shown[: len(TABLE)] == [row(name) for name in TABLE]


def test_the_document_shows_what_was_measured():
    """Printed by `python tests/suite/zoo.py`, which measures."""
    shown = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert shown[len(TABLE) :] == table()


def test_no_visit_took_more_memory_than_is_promised():
    assert [name for name, ways in measured().items() if max(line[3] for line in ways.values()) >= MOST] == []


def test_no_target_is_conformant():
    assert {made.conclusion for made in TABLE.values()} <= {"invalid", "non_conformant", "incomplete"}


if __name__ == "__main__":
    print("\n".join(row(name) for name in TABLE))
