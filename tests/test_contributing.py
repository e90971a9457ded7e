"""CONTRIBUTING.md is true: its worked example works to the letter, and what it names is there."""

from __future__ import annotations

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path
from typing import get_args

import pytest
from oaic_server import faults
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.proof.outcome import Word
from pages import OPTION, ROOT, blocks, commands, ids, missing, read, section, spans

PAGE = read("CONTRIBUTING.md")
EXAMPLE = section(PAGE, "## Add a check")
STEP = re.compile(r"^At the end of `([^`]+)`[^\n]*:\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEPS = STEP.findall(EXAMPLE)  # a file, and what goes to its end
[ID] = [line.split()[-1] for line in commands(EXAMPLE) if line.startswith("oaic selftest --only chat.reply.no")]
ROOMS = ("spec", "reference_server", "conformance", "reports")
OAIC = "import sys; from oaic_spec.cli import main; sys.exit(main(sys.argv[1:]))"
VERBS = {entry.name: entry for entry in entry_points(group="oaic.commands")}


def scratch(folder: Path) -> dict[str, str]:
    """The four rooms in a folder of their own, and an environment in which they are the ones imported."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    return os.environ | {"PYTHONPATH": os.pathsep.join(str(folder / room) for room in ROOMS)}


def followed(folder: Path) -> None:
    for file, code in STEPS:
        with (folder / file).open("a", encoding="utf-8") as end:
            end.write(f"\n\n{code}")


def test_every_block_of_the_example_has_its_file():
    assert [code for _, code in STEPS] == blocks(EXAMPLE, "python")


def test_the_example_is_about_a_fact_that_no_requirement_states():
    assert ID not in catalogue()
    assert ID not in faults.known()


def test_check_and_fault_lie_on_one_path():
    check, fault = (Path(file) for file, _ in STEPS)
    assert check.parts[2:] == ("checks", *fault.parts[3:])
    assert ID.startswith(".".join(check.with_suffix("").parts[3:]))


@pytest.mark.slow
def test_the_example_works(tmp_path):
    environment = scratch(tmp_path)
    followed(tmp_path)
    command = [sys.executable, "-c", OAIC, "selftest", "--only", ID, "--json", "matrix.json"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    matrix = json.loads((tmp_path / "matrix.json").read_text("utf-8"))
    tried = [(fault["id"], fault["outcome"], fault["failed"]) for fault in matrix["faults"]]
    assert tried == [(ID, "killed", [ID])]
    assert blocks(EXAMPLE, "console")[0].splitlines()[1].rpartition(", ")[0] in done.stdout


def test_what_the_mirror_says_of_the_missing_fault():
    [told] = [block.strip() for block in blocks(EXAMPLE, "text")]
    assert told == f"write one in {STEPS[1][0]}: @fault({ID!r})"


# --- what it names -------------------------------------------------------------------------------------


def test_paths_links_and_tests_are_there():
    assert missing("CONTRIBUTING.md") == {}


def test_ids_are_in_the_catalogue():
    named = {id.partition(":")[0] for id in ids(PAGE)} - {ID}
    assert {id for id in named if not any(known.startswith(id) for known in catalogue())} == set()


@pytest.mark.parametrize("command", [line for line in commands(PAGE) if line.startswith("oaic ")])
def test_a_verb_has_the_options_named(command, capsys):
    verb = command.split()[1]
    with suppress(SystemExit):
        VERBS[verb].load()(["--help"])
    assert set(OPTION.findall(command)) - set(OPTION.findall(capsys.readouterr().out)) == set()


def test_an_environment_of_tox_is_one():
    settings = ConfigParser()
    settings.read(ROOT / "tox.ini")
    named = {line.split()[2] for line in commands(PAGE) if "tox -e" in line}
    assert {f"testenv:{name}" for name in named} - set(settings) == set()


def named_arguments(decorator) -> list[str]:
    parameters = inspect.signature(decorator).parameters.values()
    return [f"{parameter.name}=" for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY]


@pytest.mark.parametrize("decorator", [requirement, conversation, faults.fault], ids=lambda each: each.__name__)
def test_every_member_of_a_decorator_is_explained(decorator):
    assert [name for name in named_arguments(decorator) if not any(name in span for span in spans(EXAMPLE))] == []


def test_every_word_of_the_kill_matrix_is_explained():
    assert [word for word in get_args(Word) if word not in EXAMPLE] == []
