"""`oaic serve`: one line when it listens, a clean stop, and exit 4 for what cannot be."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import httpx
import pytest
from oaic_server.commands import given, parser, serve
from oaic_server.state.described import example
from oaic_server.state.settings import OPTIONS, flag
from oaic_spec.cli import installed_version
from own_process import ENVIRONMENT


@contextmanager
def serving(*arguments, **options):
    command = [sys.executable, "-m", "oaic_server", *arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, **options
    )
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_listens_and_stops_when_told(tmp_path, stop):
    with serving("--port", "0", "--api-key", "sk-1", "--model", "a/b", cwd=tmp_path) as (process, base_url):
        listed = httpx.get(f"{base_url}/models", headers={"authorization": "Bearer sk-1"}, trust_env=False)
        assert [model["id"] for model in listed.json()["data"]] == ["a/b"]
        assert base_url.endswith("/v1")
        process.send_signal(stop)
        assert process.wait(timeout=20) == 0


def test_it_takes_a_socket_from_its_parent_and_ends_with_it(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        descriptor = listener.fileno()
        port = listener.getsockname()[1]
        arguments = ("--fd", str(descriptor), "--parent-watch")
        with serving(*arguments, pass_fds=[descriptor], cwd=tmp_path) as (process, base_url):
            assert base_url == f"http://127.0.0.1:{port}/v1"
            assert httpx.get(f"{base_url}/models", trust_env=False).status_code == 200
            process.stdin.close()
            assert process.wait(timeout=20) == 0
            process.stdin = None


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A place with neither `.env` nor settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ.keys() - ENVIRONMENT.keys():
        monkeypatch.delenv(name)


MISTAKES = {
    "a bad value": (["--port", "x"], "--port: expected an integer from 0 to 65535, found 'x'"),
    "an option nobody has": (["--prot", "1"], "unrecognized arguments: --prot"),
    "a fault nobody has": (["--fault", "chat.stream.dome"], "did you mean chat.stream.done"),
    "a host that is not here": (["--host", "192.0.2.1", "--port", "0"], "cannot listen on 192.0.2.1"),
    "a descriptor of nothing": (["--fd", "987"], "cannot listen on file descriptor 987"),
    "a descriptor below zero": (["--fd", "-1"], "cannot listen on file descriptor -1"),
}


@pytest.mark.parametrize(("arguments", "message"), MISTAKES.values(), ids=MISTAKES)
@pytest.mark.usefixtures("nowhere")
def test_a_mistake_is_named_and_exits_4(arguments, message, capsys):
    assert serve(arguments) == 4
    assert message in capsys.readouterr().err


@pytest.mark.usefixtures("nowhere")
def test_a_port_in_use_is_named(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve(["--port", str(port)]) == 4
    assert f"cannot listen on 127.0.0.1 port {port}: " in capsys.readouterr().err


@pytest.mark.usefixtures("nowhere")
def test_a_mistake_in_dotenv_is_named(tmp_path, capsys):
    (tmp_path / ".env").write_text("OAIC_SERVER_PORT=high")
    assert serve([]) == 4
    assert "OAIC_SERVER_PORT in .env: expected an integer" in capsys.readouterr().err


def test_the_faults_are_listed_for_people_and_for_programs(capsys):
    assert serve(["--list-faults"]) == 0
    assert "chat.stream.done" in capsys.readouterr().out
    assert serve(["--list-faults", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"id", "requirement", "kind", "summary", "also", "on"} <= rows[0].keys()


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--allow-fault-header"], {"allow_fault_header": "True"}),
        (["--no-allow-fault-header"], {"allow_fault_header": "False"}),
        (["--api-key", "a", "--api-key", "b"], {"api_keys": ["a", "b"]}),
        (["-v"], {"log_level": "requests"}),
        (["-vvv"], {"log_level": "headers"}),
        (["-vv", "--log-level", "errors"], {"log_level": "errors"}),
        ([], {}),
    ],
)
def test_only_what_was_given_is_passed_on(arguments, found):
    assert given(parser().parse_args(arguments)) == found


def test_help_names_every_setting_and_its_default(capsys):
    assert serve(["--help"]) == 0
    helped = capsys.readouterr().out
    assert [name for name in OPTIONS if flag(name) not in helped] == []
    assert "address to listen on (default: 127.0.0.1)" in helped


def test_the_version_is_told(capsys):
    assert serve(["--version"]) == 0
    assert capsys.readouterr().out == f"oaic serve {installed_version()}\n"


@pytest.mark.usefixtures("nowhere")
def test_settings_are_read_from_the_file_that_is_named(tmp_path, capsys):
    (tmp_path / "other.env").write_text("OAIC_SERVER_PORT=high")
    assert serve(["--env-file", "other.env"]) == 4
    assert "OAIC_SERVER_PORT in other.env: expected" in capsys.readouterr().err
    assert serve(["--env-file", "none.env"]) == 4
    assert "cannot read none.env: No such file or directory" in capsys.readouterr().err


def test_the_settings_are_listed_as_a_file_to_start_from(capsys):
    assert serve(["--list-settings"]) == 0
    assert capsys.readouterr().out == example()
