"""Runs against a server that is not there yet: told at once, waited for, or started and ended with the run."""

from __future__ import annotations

import socket
import sys

import hostile
import pytest
from nested import environment, pytest_run, warm_certify

pytestmark = pytest.mark.thorough

PART = ("--only=models", "--only=chat.reply")


def test_a_server_that_is_not_there_is_told_at_once(tmp_path):
    """Before anything is collected: the second line says it, and the report follows."""
    with hostile.serving(None) as url:
        ended = warm_certify(url, *PART, directory=tmp_path)
    assert ended.said.splitlines()[0].startswith(f"certifying {url}")
    assert ended.said.splitlines()[1].startswith(f"no HTTP answer from {url}/models (refused")


def loading(asked):
    """A server that says 503 to the first three."""
    if asked.number <= 3:
        yield hostile.answer(503, {"error": {"message": "Loading model"}})
    else:
        yield from hostile.honest(asked)


def test_a_server_that_comes_up_is_waited_for(tmp_path):
    with hostile.serving(loading) as url:
        ended = warm_certify(url, "--only=models.list", "--wait=60", directory=tmp_path)
    assert ended.exit_code == 0, ended.said
    assert f"waiting for {url} to answer, 60 s at most" in ended.said


STARTED = """\
[targets.mine]
base_url = "http://127.0.0.1:{port}/v1"
start = "{command}"
environment = {{ OAIC_SERVER_API_KEYS = "sk-of-the-file" }}
api_key_env = "MINE"
only = ["models.list"]
"""
CHILDREN = "{python} -c 'import subprocess, sys; subprocess.run(sys.argv[1:])' {python} -m oaic_server --port {port}"


@pytest.fixture
def port():
    with hostile.serving(None) as url:
        return url.rpartition(":")[2].partition("/")[0]


def started(directory, port, command, *words, **variables):
    (directory / "conformance.toml").write_text(STARTED.format(port=port, command=command))
    return warm_certify(*words, directory=directory, variables=environment(MINE="sk-of-the-file", **variables))


def test_a_server_is_started_with_its_environment_and_ended_with_all_it_started(port, tmp_path):
    command = CHILDREN.format(python=sys.executable, port=port)
    ended = started(tmp_path, port, command, "mine")
    assert ended.exit_code == 0, ended.said
    told = ended.document["settings"]
    assert (told["file"], told["target"]) == ("conformance.toml", "mine")
    assert told["values"]["start_env"]["value"] == "OAIC_SERVER_API_KEYS=[redacted]"
    assert "sk-of-the-file" not in ended.text("run.json")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(port)))


def test_pytest_reads_the_same_file(port, tmp_path):
    (tmp_path / "conformance.toml").write_text(
        STARTED.format(port=port, command=f"{sys.executable} -m oaic_server --port {port}")
    )
    ended = pytest_run("conformance", directory=tmp_path, variables=environment(MINE="sk-of-the-file"))
    assert ended.exit_code == 0, ended.said
    assert ended.document["target"]["base_url_from"] == "conformance.toml, targets.mine"
    refused = pytest_run("conformance", "--oaic-target=min", directory=tmp_path)
    assert (refused.exit_code, "conformance.toml has no target 'min'; did you mean mine?" in refused.said) == (4, True)


def test_a_server_that_dies_is_told_with_its_last_lines(port, tmp_path):
    ended = started(tmp_path, port, "sh -c 'echo no such model: parrot >&2; exit 3'", "mine")
    assert ended.exit_code == 10
    assert "the server that was started ended with 3: no such model: parrot" in ended.said


def test_a_server_that_does_not_come_up_in_time_is_told_with_its_last_lines(port, tmp_path):
    ended = started(tmp_path, port, "sh -c 'echo reading the weights; exec sleep 60'", "mine", "--wait", "1")
    assert ended.exit_code == 10
    assert "what was started still runs: reading the weights" in ended.said


@pytest.mark.parametrize(
    ("command", "sentence"),
    [("no-such-command --port 1", "cannot start no-such-command: No such file or directory")],
)
def test_a_command_that_is_none_is_bad_usage(command, sentence, port, tmp_path):
    ended = started(tmp_path, port, command, "mine")
    assert (ended.exit_code, sentence in ended.said) == (4, True), ended.said


def test_what_listens_there_already_is_not_certified_in_its_place(tmp_path):
    with hostile.serving(hostile.honest) as url:
        ended = started(tmp_path, url.rpartition(":")[2].partition("/")[0], "sleep 60", "mine")
    assert (ended.exit_code, "something listens at" in ended.said) == (4, True)


def test_a_variable_that_is_not_set_is_told_by_who_names_it(tmp_path):
    (tmp_path / "conformance.toml").write_text("base_url = 'http://127.0.0.1:9/v1'\napi_key_env = 'NOBODY_SET_THIS'\n")
    ended = warm_certify(directory=tmp_path)
    assert ended.exit_code == 4
    assert "api_key_env of conformance.toml names NOBODY_SET_THIS, and it is not set" in ended.said
