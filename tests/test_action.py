"""The Action's steps, run one by one as a job runs them; and what the workflows beside it say."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from oaic_suite.plugin.settings.options import OPTIONS

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]
EXAMPLES = sorted((ROOT / "docs/ci").glob("*.yml"))
OAIC = "import sys; from oaic_spec.cli import main; sys.exit(main(sys.argv[1:]))"
ROOMS = [str(ROOT / room) for room in ("spec", "reference_server", "conformance", "reports")]
TEMPLATE = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
KNOWN = """[[known]]
row = "models.list.created"
cause = "{cause}"
reason = "we know"
until = 2999-01-01
"""


class Job:
    """A runner as far as the Action needs one: a folder, variables, and what steps leave for those behind them."""

    def __init__(self, home: Path, **inputs: str) -> None:
        defaults = {name: told.get("default", "") for name, told in ACTION["inputs"].items()}
        self.inputs = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
        self.home, self.temp = home, home / "temp"
        self.outputs: dict[str, dict[str, str]] = {}
        self.failed = False
        self.log: dict[str, subprocess.CompletedProcess[str]] = {}
        self.installed()

    def installed(self) -> None:
        """What the first step makes, out of this checkout."""
        folder = self.temp / "oaic/bin"
        folder.mkdir(parents=True)
        (folder / "python").symlink_to(sys.executable)
        oaic = folder / "oaic"
        oaic.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{OAIC}" "$@"\n', "utf-8")
        oaic.chmod(0o755)

    def run(self) -> Job:
        for step in STEPS[1:]:
            if "run" in step and self.wants(step):
                self.take(step)
        return self

    def wants(self, step: dict) -> bool:
        asked = step.get("if", "success()")
        always, rest = "always()" in asked, asked.replace("always()", "").strip("& ")
        named = re.fullmatch(r"inputs\.([\w-]+) != ''", rest)
        assert rest in ("", "success()") or named
        return (always or not self.failed) and (not named or self.inputs[named[1]] != "")

    def take(self, step: dict) -> None:
        output = self.home / f"output-{len(self.log)}"
        output.touch()
        told = {name: self.filled(value) for name, value in step.get("env", {}).items()}
        mine = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(self.home / "summary.md")}
        around = {"PATH": os.environ["PATH"], "HOME": str(self.home), "PYTHONPATH": os.pathsep.join(ROOMS)}
        ended = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.home,
            env=around | mine | {"RUNNER_TEMP": str(self.temp)} | told,
            capture_output=True,
            text=True,
            timeout=120,
        )
        self.failed = self.failed or ended.returncode != 0
        self.log[step["name"]] = ended
        lines = (line.partition("=") for line in output.read_text("utf-8").splitlines())
        self.outputs[step.get("id", "")] = {name: value for name, _, value in lines}

    def filled(self, value: str) -> str:
        def of(match: re.Match[str]) -> str:
            head, *path = match[1].split(".")
            if head == "inputs":
                return self.inputs[path[0]]
            assert (head, path[0], path[1]) == ("steps", "certify", "outputs")
            return self.outputs["certify"].get(path[2], "")

        return TEMPLATE.sub(of, value)

    @property
    def code(self) -> int:
        return self.log["Conclude"].returncode


def serving(port: int, *faults: str) -> str:
    words = " ".join(f"--fault {fault}" for fault in faults)
    return f"{sys.executable} -c '{OAIC}' serve --port {port} {words}"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def job(tmp_path, port, *faults, **inputs) -> Job:
    asked = {"url": f"http://127.0.0.1:{port}/v1", "start": serving(port, *faults), "options": "--only models.list\n"}
    return Job(tmp_path, **asked | inputs).run()


def ends(port: int) -> bool:
    """Whether nobody listens there any more, or soon will not."""
    for _ in range(100):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) != 0:
                return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_a_sound_server_is_started_certified_told_and_stopped(tmp_path, port):
    done = job(tmp_path, port)
    report = tmp_path / "conformance-report"
    assert done.code == 0
    assert done.outputs["certify"] == {"exit-code": "0", "conclusion": "partial"}
    assert {path.name for path in report.iterdir()} == {
        *("index.html", "run.json", "junit.xml", "comment.md", "badge.svg", "badge.json", "server.log")
    }
    assert (tmp_path / "summary.md").read_text("utf-8").startswith("## The part that was judged holds.")
    assert done.log["Tell"].stdout.startswith("::notice ")
    assert ends(port)


@pytest.mark.slow
def test_a_broken_server_fails_the_job_after_everything_is_told(tmp_path, port):
    done = job(tmp_path, port, "models.list.created")
    assert (done.code, done.outputs["certify"]["conclusion"]) == (1, "non_conformant")
    assert "::error title=" in done.log["Tell"].stdout
    assert (tmp_path / "conformance-report/comment.md").is_file()
    assert ends(port)


@pytest.mark.slow
def test_what_is_known_does_not_fail_it_and_what_changed_is_told(tmp_path, port):
    first = job(tmp_path / "first", port, "models.list.created")
    run = json.loads((tmp_path / "first/conformance-report/run.json").read_text("utf-8"))
    (cause,) = {row["cause_key"] for row in run["requirements"] if row["id"] == "models.list.created"}
    (known := tmp_path / "known.toml").write_text(KNOWN.format(cause=cause), "utf-8")
    again = {"baseline": str(known), "since": str(tmp_path / "first/conformance-report")}
    second = job(tmp_path / "second", port, "models.list.created", **again)
    assert (first.code, second.code) == (1, 0)
    assert "### Since http://127.0.0.1:" in (tmp_path / "second/summary.md").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("key", ["sk-secret1", "sk-secret1\n"])
def test_a_key_that_the_server_prints_is_not_kept(tmp_path, port, key):
    job(tmp_path, port, start="echo --api-key sk-secret1; exit 3", wait="1", api_key=key)
    assert (tmp_path / "conformance-report/server.log").read_text("utf-8") == "--api-key [redacted]\n"


@pytest.mark.slow
def test_a_server_that_does_not_come_up_is_told_and_ends_with_ten(tmp_path, port):
    done = job(tmp_path, port, start="echo cannot; exit 3", wait="1")
    assert (done.code, done.outputs["certify"]["conclusion"]) == (10, "invalid")
    assert (tmp_path / "conformance-report/server.log").read_text("utf-8") == "cannot\n"
    assert "::error " in done.log["Tell"].stdout


@pytest.mark.slow
def test_nothing_that_is_given_is_read_as_a_line_of_the_shell(tmp_path, port):
    spy = tmp_path / "spied"
    nasty = f"$(touch {spy}) `touch {spy}` ; touch {spy} \" ' "
    Job(
        tmp_path / "all", **dict.fromkeys(("url", "api_key", "model", "baseline", "since", "report"), nasty), wait="0"
    ).run()
    Job(tmp_path / "options", url=f"http://127.0.0.1:{port}/v1", wait="0", options=f"--only {nasty}\n{nasty}").run()
    assert not spy.exists()


def test_no_input_stands_in_a_line_of_the_shell():
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


@pytest.mark.slow
def test_a_key_is_not_in_the_log(tmp_path, port):
    done = job(tmp_path, port, api_key="sk-secret-0123456789")
    told = "".join(ended.stdout + ended.stderr for ended in done.log.values())
    assert "sk-secret" not in told


@pytest.mark.thorough
def test_the_first_step_installs_what_the_others_run(tmp_path):
    done = Job(tmp_path)
    step = STEPS[0]
    (tmp_path / "temp/oaic/bin/oaic").unlink()
    (tmp_path / "temp/oaic/bin/python").unlink()
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "RUNNER_TEMP": str(done.temp), "SOURCE": str(ROOT)}
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], env=env | {"PYTHON": sys.executable}, check=True)
    told = subprocess.run(
        [done.temp / "oaic/bin/oaic", "--version"], env=env, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("oaic ")


# --- what stands beside it -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_gives_inputs_and_options_that_are_there(path):
    text = path.read_text("utf-8")
    jobs = yaml.safe_load(text).get("jobs", {})
    given = [
        step["with"] for job in jobs.values() for step in job["steps"] if "openai-conformance@" in step.get("uses", "")
    ]
    assert [name for inputs in given for name in inputs if name not in ACTION["inputs"]] == []
    known = {f"--{name.replace('_', '-')}" for name in OPTIONS}
    asked = [line.split()[0] for inputs in given for line in inputs.get("options", "").splitlines()]
    assert [option for option in asked if option not in known] == []


def test_the_hook_is_a_verb_for_files_of_traffic():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"] == "oaic lint"
    wanted = re.compile(hook["files"])
    assert [bool(wanted.search(name)) for name in ("tests/cassettes/a.yaml", "x.har", "cassette.py", "a.yaml")] == [
        *(True, True, False, False)
    ]
