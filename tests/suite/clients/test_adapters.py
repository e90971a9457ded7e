"""The commands in docs/adapters do before a sound server what they say, and show what faults do to their clients."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path

import forked
import pytest
from nested import environment
from oaic_suite.clients.node.installation import folder, lacking

ADAPTERS = Path(__file__).parents[3] / "docs/adapters"
GUARD = 300  # seconds: far more than any trial needs
NARROW = ("--scenario", "chat.plain", "--scenario", "chat.stream", "--scenario", "responses.stream", "-n", "1")
IN_PYTHON = {"langchain_witness.py": "langchain_openai", "llm_witness.py": "llm", "reader_witness.py": "urllib"}


def judged(tmp_path, command):
    """The rows by id, of the sound server and of one fault."""
    options = ("--report-dir", str(tmp_path), *NARROW, "--only", "chat.reply.choices")
    code, said = forked.run(["witness", *options, "--", *map(str, command)], tmp_path, environment(), GUARD)
    assert code == 1, said
    return {row["id"]: row["outcome"] for row in json.loads((tmp_path / "witness.json").read_text())["rows"]}


def holds_before_the_sound(rows):
    outcomes = {name: rows[f"sound.{name}"] for name in NARROW[1:-2:2]}
    assert set(outcomes.values()) == {"tolerated"}, outcomes
    assert rows["chat.reply.choices"] == "crash"


def test_every_command_is_tried():
    assert {path.name for path in ADAPTERS.iterdir() if path.is_file()} == {*IN_PYTHON, "openai_witness.mjs"}


@pytest.mark.thorough
@pytest.mark.parametrize(("script", "needs"), IN_PYTHON.items(), ids=IN_PYTHON)
def test_a_client_in_python(tmp_path, script, needs):
    if importlib.util.find_spec(needs) is None:
        pytest.skip(f"not installed: {needs}")
    holds_before_the_sound(judged(tmp_path, [sys.executable, ADAPTERS / script]))


@pytest.mark.thorough
@pytest.mark.skipif(lacking() is not None, reason=f"needs {lacking()}: oaic node install")
def test_a_client_in_node(tmp_path):
    (tmp_path / "node_modules").symlink_to(folder() / "node_modules")
    holds_before_the_sound(judged(tmp_path, ["node", shutil.copy(ADAPTERS / "openai_witness.mjs", tmp_path)]))
