"""Whatever a target does, the run ends, its report is whole, nothing leaks, and nothing is called conformant."""

from __future__ import annotations

import html.parser
import json
import os
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import hostile
import jsonschema_rs
import pytest
from hostile import KEY, TABLE

DOCUMENT = Path(__file__).parents[2] / "docs" / "hostile-targets.md"
SCHEMA = jsonschema_rs.validator_for(json.loads((files("oaic_suite") / "run.schema.json").read_text("utf-8")))
CERTIFY = "import sys; from oaic_suite.commands import certify; sys.exit(certify(sys.argv[1:]))"
GUARD = 120  # seconds: far more than any of them needs, far less than for ever


@dataclass(frozen=True)
class Outcome:
    exit_code: int
    said: str
    directory: Path

    def text(self, name: str) -> str:
        return (self.directory / name).read_text("utf-8")

    @property
    def run(self) -> dict:
        return json.loads(self.text("run.json"))


@pytest.fixture(scope="module", params=TABLE)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def outcome(name, tmp_path_factory):
    """One run against each."""
    directory = tmp_path_factory.mktemp(name)
    with hostile.serving(TABLE[name]) as url:
        words = ["--base-url", url, "--api-key", KEY, "--timeout", "2", "--report-dir", str(directory), "-v"]
        done = subprocess.run(
            [sys.executable, "-c", CERTIFY, *words, *TABLE[name].arguments],
            cwd=directory,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=GUARD,
        )
    return Outcome(done.returncode, done.stdout.decode(), directory)


def test_it_comes_to_the_conclusion_of_the_table(name, outcome):
    assert (outcome.run["conclusion"], outcome.exit_code) == (TABLE[name].conclusion, TABLE[name].exit_code)


def test_no_row_is_an_error_of_ours(outcome):
    errors = [(row["id"], row["reason"]) for row in outcome.run["requirements"] if row["verdict"] == "error"]
    assert errors == []
    assert outcome.run["requirements"], "every row is there, judged or not"


def test_nothing_failed_behind_the_scenes(outcome):
    for words in ("Traceback", "INTERNALERROR", "report could not be", "Warning"):
        assert words not in outcome.said


def test_the_run_keeps_its_schema(outcome):
    assert [error.message for error in SCHEMA.iter_errors(outcome.run)] == []
    assert not outcome.run["truncated"]


def test_the_other_formats_can_be_read(outcome):
    assert ElementTree.fromstring(outcome.text("junit.xml")).iter("testcase")
    assert "</html>" in outcome.text("index.html")


def test_the_key_is_nowhere(outcome):
    kept = {path.name: path.read_text("utf-8") for path in outcome.directory.iterdir()} | {"said": outcome.said}
    leaks = [(name, form) for name, text in kept.items() for form in hostile.spellings(KEY) if form in text]
    assert leaks == []


class Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.odd += [tag] if "hostile" in tag else []
        self.odd += [name for name, _ in attrs if name.startswith("on")]


def test_the_page_holds_no_live_text_of_the_server(outcome):
    tags = Tags()
    tags.feed(outcome.text("index.html"))
    tags.close()
    assert tags.odd == []


def test_the_terminal_is_left_alone(outcome):
    """No character of a server moves the cursor, hides, or reorders."""
    assert [char for char in set(outcome.said) - {"\n"} if unicodedata.category(char)[0] == "C"] == []


# --- the document -------------------------------------------------------------------------------------------


def row(name: str) -> str:
    made = TABLE[name]
    return f"| `{name}` | {made.does} | `{made.conclusion}` | {made.exit_code} |"


def test_the_document_shows_the_table():
    """Printed by `python tests/suite/test_hostile.py`."""
    shown = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert shown == [row(name) for name in TABLE]


def test_no_target_is_conformant():
    assert {made.conclusion for made in TABLE.values()} <= {"invalid", "non_conformant", "incomplete"}


if __name__ == "__main__":
    print("\n".join(row(name) for name in TABLE))
