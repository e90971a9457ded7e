"""The image and its composition name what is there: files, settings, options; what they run works outside of them."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from oaic_server.commands import parser as serve_parser
from oaic_server.state.described import variable
from oaic_server.state.settings import OPTIONS, Settings, load
from oaic_server.testing import serve_in_thread

ROOT = Path(__file__).parents[1]
HOME = ROOT / "reference_server"
COMPOSE = yaml.safe_load((HOME / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
OAIC = "import sys; from oaic_spec.cli import main; sys.exit(main(sys.argv[1:]))"
ROOMS = [str(ROOT / room) for room in ("spec", "reference_server", "conformance", "reports")]


def instructions():
    """Those of the Dockerfile in their order: a word, and what stands behind it."""
    text = (HOME / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(None, 1)) for line in lines]


STEPS = instructions()
LAST_STAGE = STEPS[max(number for number, (word, _) in enumerate(STEPS) if word == "FROM") :]


def told(word):
    """What stands behind a word of the last stage."""
    return [rest for known, rest in LAST_STAGE if known == word]


def copied():
    """What is copied from the clone, by path."""
    words = [rest.split() for word, rest in STEPS if word == "COPY" and "--from" not in rest]
    return [source for *sources, _ in words for source in sources]


def substituted(value):
    """A value of the composition where nothing is said in the environment: what stands behind `:-`."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)


def test_what_is_copied_is_there_and_not_ignored():
    ignored = (HOME / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    taken_in = [line.removeprefix("!") for line in ignored if line.startswith("!")]
    assert [path for path in copied() if not (ROOT / path).exists()] == []
    assert sorted(taken_in) == sorted(copied())
    assert "**/.env" in ignored


def test_the_image_is_made_in_stages_and_runs_as_nobody_in_particular():
    assert [word for word, _ in STEPS].count("FROM") == 2
    assert told("USER") == ["10001"]
    assert told("COPY") == ["--from=build /opt/oaic /opt/oaic"]


def test_the_environment_of_the_image_is_one_of_settings():
    pairs = dict(pair.split("=", 1) for rest in told("ENV") for pair in shlex.split(rest))
    ours = {name: value for name, value in pairs.items() if name.startswith("OAIC_")}
    assert load({}, ours) == Settings(host="0.0.0.0", port=8000)
    assert told("EXPOSE") == ["8000"]


def test_the_image_serves():
    (entry,), (command,) = told("ENTRYPOINT"), told("CMD")
    assert (json.loads(entry), json.loads(command)) == (["oaic"], ["serve"])


@pytest.mark.parametrize("there", [True, False])
def test_the_check_of_health_tells_a_server_from_none(there):
    (check,) = told("HEALTHCHECK")
    command = json.loads(check.partition(" CMD ")[2])
    with serve_in_thread(Settings(api_keys=("sk-1",))) as server:
        port = server.base_url.removesuffix("/v1").rpartition(":")[2]
        if there:
            assert checked(command, port) == 0
    assert there or checked(command, port) != 0


def checked(command, port):
    environment = {**os.environ, "OAIC_SERVER_PORT": port, "no_proxy": "*"}
    python = [sys.executable, *command[1:]]
    return subprocess.run(python, env=environment, stderr=subprocess.DEVNULL, timeout=60).returncode


def test_the_composition_builds_the_image_that_it_runs():
    build = SERVICES["server"]["build"]
    assert (HOME / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()
    assert {service["image"] for service in SERVICES.values()} == {"openai-conformance"}


def test_the_composition_names_settings_that_there_are():
    environment = SERVICES["server"]["environment"]
    assert environment.keys() <= {variable(name) for name in OPTIONS}
    spelt = {name: substituted(value) for name, value in environment.items()}
    assert load({}, spelt) == Settings(api_keys=("sk-local",), log_level="requests")


def test_the_server_of_the_composition_is_seen_by_this_machine_alone():
    assert [port.rpartition(":")[0].partition(":")[0] for port in SERVICES["server"]["ports"]] == ["127.0.0.1"]


@pytest.mark.slow
def test_the_composition_serves_and_certifies_what_it_serves(tmp_path):
    """Its two commands, with the address and the folder of this machine."""
    serve, certify = (SERVICES[name]["command"] for name in ("server", "certify"))
    assert serve[0] == "serve"
    serve_parser().parse_args(serve[1:])
    key = substituted(SERVICES["certify"]["environment"]["OAIC_KEY"])
    assert key == substituted(SERVICES["server"]["environment"]["OAIC_SERVER_API_KEYS"])
    assert SERVICES["certify"]["volumes"] == [f"../conformance-report:{certify[-1]}"]
    with serve_in_thread(Settings(api_keys=(key,))) as server:
        words = [substituted(word) for word in certify]
        words[words.index("http://server:8000/v1")] = server.base_url
        words[-1] = str(tmp_path / "report")
        ended = subprocess.run(
            [sys.executable, "-c", OAIC, *words, "--only", "models"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(ROOMS), "OAIC_KEY": key},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
        )
    assert ended.returncode == 0, ended.stdout.decode()
    assert (tmp_path / "report" / "index.html").is_file()


@pytest.mark.slow
def test_the_image_is_made_from_what_is_copied_and_nothing_else(tmp_path):
    """The wheel that its last step installs, made in a folder that holds what is copied."""
    for path in copied():
        source, target = ROOT / path, tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, target)
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tmp_path, capture_output=True, timeout=120
    )
    assert made.returncode == 0, made.stderr.decode()
    (wheel,) = (tmp_path / "dist").iterdir()
    assert fnmatch.fnmatch(wheel.name, "openai_conformance-*.whl")


@pytest.mark.skipif(shutil.which("hadolint") is None, reason="there is no hadolint here")
def test_hadolint_finds_nothing_amiss():
    found = subprocess.run(["hadolint", HOME / "Dockerfile"], capture_output=True, text=True)
    assert (found.returncode, found.stdout) == (0, "")
