"""docs/testing-applications.md is true: its application, its tests and its commands run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest
from oaic_server.script.reading import rules_in
from oaic_server.script.rule import Rule
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from pages import blocks, read

PAGE = read("docs/testing-applications.md")
SECONDS = 300  # only ends a hang


@pytest.fixture
def address():
    with serve_in_thread(Settings(control=True, any_model=True)) as server:
        yield {"URL": server.base_url.removesuffix("/v1")}


def ran(command, folder, **environment):
    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_tests_of_the_application_pass(tmp_path):
    for code in blocks(PAGE, "python"):
        name = code.splitlines()[0].removeprefix("# ")
        (tmp_path / name).write_text(code, encoding="utf-8")
    said = ran([sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider"], tmp_path)
    assert re.search(r"^\d+ passed in", said, re.MULTILINE)
    assert int(said.split(" passed")[0].split()[-1]) > sum(code.count("def test_") for code in blocks(PAGE, "python"))


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not here")
def test_it_can_be_told_by_curl(tmp_path, address):
    [script] = blocks(PAGE, "sh")
    said = ran(["sh", "-e", "-c", script], tmp_path, **address)
    assert said.count("It rains.") >= 2


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not here")
def test_it_can_be_told_from_node(tmp_path, address):
    [script] = blocks(PAGE, "js")
    (tmp_path / "told.mjs").write_text(script, encoding="utf-8")
    assert ran(["node", "told.mjs"], tmp_path, **address) == "429 200\n"


def test_the_file_of_rules_is_one():
    [written] = blocks(PAGE, "yaml")
    rules = rules_in(written)
    assert len(rules) == 3
    assert all(isinstance(rule, Rule) for rule in rules)
