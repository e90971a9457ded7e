"""The rows of the official SDK are in a run where it is installed, or asked for; elsewhere nobody misses it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from nested import ROOT, Ended, environment, reference_server, warm_certify, warm_run
from oaic_suite.judging.catalogue import catalogue

SUITE = ROOT / "conformance" / "oaic_suite"
LIBRARY = {"openai", "httpx2", "pydantic"}
INSTALL = "openai not installed: pip install 'openai-conformance[sdk]'"


def certified_without(*words: str, directory: Path) -> Ended:
    return warm_run("certify alone", *words, directory=directory)


@pytest.mark.slow
def test_a_run_that_does_not_ask_for_it_does_without(tmp_path):
    ended = certified_without("--only=models", "--only=sd", directory=tmp_path)
    assert (ended.exit_code, ended.document["conclusion"]) == (0, "partial")
    assert [id for id in ended.verdicts if id.startswith("sdk.")] == []
    assert ended.document["profiles"]["sdk"]["conclusion"] == "not_applicable"


@pytest.mark.slow
@pytest.mark.parametrize("asking", ["--profile=sdk", "--only=sdk.models"])
def test_asked_for_and_absent_it_is_not_run_and_says_what_to_install(asking, tmp_path):
    ended = certified_without(asking, "--only=sdk.models", directory=tmp_path)
    rows = ended.document["requirements"]
    assert {(row["verdict"], row["cause"], row["reason"]) for row in rows} == {("not_run", "not-installed", INSTALL)}
    assert INSTALL in " ".join(ended.said.split())
    assert ended.exit_code == 11


@pytest.mark.slow
def test_required_and_there_it_is_judged(tmp_path):
    ended = warm_certify("--profile=sdk", "--only=sdk.models", "--only=sdk.errors", directory=tmp_path)
    found = {verdict for variants in ended.verdicts.values() for verdict in variants.values()}
    assert (ended.exit_code, found) == (0, {"pass"})


@pytest.mark.slow
def test_an_open_server_is_judged_too(tmp_path):
    with reference_server() as url:
        ended = warm_certify("--base-url", url, "--only=sdk.models", "--only=sdk.errors.auth", directory=tmp_path)
    assert (ended.exit_code, ended.document["conclusion"]) == (0, "partial")
    assert set(ended.verdicts["sdk.errors.authentication"].values()) == {"not_applicable"}


@pytest.mark.slow
def test_a_red_row_is_told_under_what_its_bytes_break(tmp_path):
    with reference_server("--fault", "chat.stream.object") as url:
        ended = warm_certify("--base-url", url, "--only=sdk.chat.stream-helper", "--only=chat.stream.object",
                            "--show=all", directory=tmp_path)  # fmt: skip
    (row,) = [row for row in ended.document["requirements"] if row["id"] == "sdk.chat.stream-helper"]
    assert (row["verdict"], row["cause"]) == ("fail", "chat.stream.object")
    assert row["observed"].startswith("AssertionError in openai/lib/streaming/")
    assert "and with it sdk.chat.stream-helper" in ended.said


# --- who imports it -------------------------------------------------------------------------------------------


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.split(".")[0] for name in names}


def test_only_the_folders_of_witnesses_name_the_library():
    elsewhere = [
        path for path in SUITE.rglob("*.py") if path.parent.name not in ("sdk", "witness") and imported(path) & LIBRARY
    ]
    assert elsewhere == []


def test_reading_the_catalogue_imports_nothing_of_it():
    read = "import sys; from oaic_suite.judging.catalogue import catalogue; catalogue(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", read], env=environment(), check=True, capture_output=True, text=True)
    assert {"openai", "httpx2"} & set(loaded.stdout.split()) == set()


def test_every_row_of_it_stands_on_the_sdk():
    assert {requirement.basis for requirement in catalogue().values() if requirement.id.startswith("sdk.")} == {"sdk"}
