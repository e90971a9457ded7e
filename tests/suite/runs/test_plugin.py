"""However it is started, the suite says the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import hostile
import nested
import pytest
from nested import ROOMS, ROOT, certify_run, environment, pytest_run

pytestmark = pytest.mark.thorough

NOBODY = "http://127.0.0.1:9/v1"  # the discard port: nothing listens
TWO = ("--oaic-only=models", "--oaic-only=chat.usage")
FAULT = "models.list.object"


# --- the same verdicts every way ----------------------------------------------------------------------------------

HOSTILE_INI = """
[pytest]
python_files = check_*.py
python_functions = should_*
python_classes = Check
testpaths = nowhere
filterwarnings = error
xfail_strict = true
addopts = --strict-markers --strict-config -p no:cacheprovider -m "not slow" --import-mode=importlib -ra --tb=long
markers = slow: not today
"""
HOSTILE_CONFTEST = """
import warnings

import pytest


@pytest.fixture(autouse=True)
def interfering():
    warnings.warn("a host project's own worries")
    yield


@pytest.fixture
def reply():
    raise RuntimeError("a fixture of the host project by the same name")
"""


@pytest.fixture(scope="module")
def server():
    with nested.reference_server("--fault", FAULT) as url:
        yield url


@pytest.fixture(scope="module")
def plain(server, tmp_path_factory):
    """The run all others are held against."""
    return pytest_run(
        "conformance", "--base-url", server, *TWO, "-p", "no:randomly", directory=tmp_path_factory.mktemp("a")
    )


def test_the_plain_run_finds_the_fault_and_nothing_else(plain):
    rows = plain.document["requirements"]
    assert plain.exit_code == 1
    assert [row["id"] for row in rows if row["verdict"] != "pass"] == [FAULT]
    assert nested.unjust(plain.document) == {}
    assert plain.document["requests"] > len(rows) / 10


def test_two_workers(plain, server, tmp_path):
    ended = pytest_run("conformance", "--base-url", server, *TWO, "-n", "2", directory=tmp_path)
    assert (ended.exit_code, ended.verdicts) == (1, plain.verdicts)


def test_random_order(plain, server, tmp_path):
    ended = pytest_run(
        "conformance", "--base-url", server, *TWO, "-p", "randomly", "--randomly-seed=7", directory=tmp_path
    )
    assert (ended.exit_code, ended.verdicts) == (1, plain.verdicts)


def test_under_the_configuration_of_a_host_project(plain, server, tmp_path):
    (tmp_path / "pytest.ini").write_text(HOSTILE_INI)
    (tmp_path / "check_host.py").write_text("def should_pass(): pass\n")
    ended = pytest_run("conformance", "--base-url", server, *TWO, directory=tmp_path)
    assert (ended.exit_code, ended.verdicts) == (1, plain.verdicts)


def test_beside_the_tests_of_a_host_project(server, tmp_path):
    """Its own failures count; its own fixtures and warnings change no verdict."""
    (tmp_path / "conftest.py").write_text(HOSTILE_CONFTEST)
    (tmp_path / "test_host.py").write_text("def test_fails(): assert not 'ours'\n")
    ended = pytest_run(
        "test_host.py", "conformance", "--oaic-only=models.retrieve", "-W", "default", directory=tmp_path
    )
    assert ended.exit_code == 1
    assert ended.document["conclusion"] == "partial"
    assert "1 failed" in ended.said


@pytest.mark.parametrize("words", [(), ("-n", "2"), ("-v",)], ids=["plain", "two workers", "verbose"])
def test_the_command(words, plain, server, tmp_path):
    only = [word.replace("--oaic-only", "--only") for word in TWO]
    ended = certify_run("--base-url", server, *only, *words, directory=tmp_path)
    assert (ended.exit_code, ended.verdicts) == (1, plain.verdicts)
    assert ended.document["selection"] == plain.document["selection"]


def test_the_command_takes_the_address_alone(server, tmp_path):
    ended = certify_run(server, "--only=models.list", directory=tmp_path)
    assert ended.document["target"]["base_url"] == server


def test_the_embedded_server_is_asked_for_and_takes_the_key_it_is_given(tmp_path):
    words = ["--embedded", "--api-key=sk-0123456789", "--model=parrot-1-mini", "--only=models.list"]
    ended = certify_run(*words, directory=tmp_path)
    target = ended.document["target"]
    assert (ended.exit_code, target["embedded"], target["key_from"]) == (0, True, "--api-key")
    assert target["model"] == "parrot-1-mini"


@pytest.mark.parametrize("word", ["-v", "-vv"])
def test_each_verdict_has_a_line_where_that_is_asked_for(word, plain, server, tmp_path):
    ended = certify_run("--base-url", server, "--only=models.list", word, directory=tmp_path)
    told = {line.split("::")[1].split()[0]: line.split()[1] for line in ended.said.splitlines() if ".py::" in line}
    listed = [id for id in plain.verdicts if id.startswith("models.list.")]
    assert told == {id: "FAIL" if id == FAULT else "PASSED" for id in listed}


@pytest.mark.parametrize(
    "words",
    [[], ["--only=models.list"], ["--only=concurrency"], ["--only=tools"], ["--quick"]],
    ids=["all", "a row", "many", "tools", "quick"],
)
def test_the_number_of_requests_is_told_before(words, tmp_path):
    ended = certify_run(*words, directory=tmp_path)
    told = int(re.search(r"about (\d+) requests", ended.said)[1])
    assert told == pytest.approx(ended.document["requests"], rel=0.1)


@pytest.mark.parametrize(
    ("words", "only"), [(["--oaic-only=models"], ["models"]), (["-k", "models."], [])], ids=["prefix", "keyword"]
)
def test_a_part_is_told_to_be_one(words, only, tmp_path):
    ended = pytest_run("conformance", *words, directory=tmp_path)
    told = ended.document["selection"]
    assert (told["only"], told["judged"]) == (only, len(ended.verdicts))
    assert told["of"] > told["judged"]
    assert {profile["conclusion"] for profile in ended.document["profiles"].values()} <= {"partial", "not_applicable"}
    assert (ended.exit_code, ended.document["conclusion"]) == (0, "partial")
    assert "The part judged holds" in ended.said


def test_a_server_that_lacks_much_is_told_to_need_less(tmp_path):
    """Before the survey nobody knows; after it the number is right again."""
    with nested.reference_server("--fault", "tools.absent") as url:
        ended = certify_run(url, "--only=tools", "--only=models", directory=tmp_path)
    told = [int(number) for number in re.findall(r"about (\d+) requests(?:,| in all)", ended.said)]
    assert told[1] < told[0]
    assert told[1] == pytest.approx(ended.document["requests"], abs=2)


def test_how_far_it_is_stands_in_place_of_dots(plain):
    lines = [line for line in plain.said.splitlines() if re.match(r"\d+ of about \d+ requests, ", line)]
    assert 5 <= len(lines) <= 10
    assert "[100%]" not in plain.said
    assert ".py" not in plain.said


def test_a_plan_asks_nothing_and_writes_nothing(tmp_path):
    ended = certify_run("--base-url", NOBODY, "--plan", "--only=models", directory=tmp_path)
    assert ended.exit_code == 0
    assert ended.said.startswith("about 6 requests: ")
    assert list(tmp_path.iterdir()) == []
    ended = pytest_run("conformance", "--base-url", NOBODY, "--oaic-plan", "--oaic-json", directory=tmp_path)
    assert json.loads(ended.said)["requests"]["total"] > 500


def test_what_failed_is_asked_again_until_nothing_does(server, plain, tmp_path):
    rerun = ["--report-dir=report", "--rerun", str(plain.directory / "report")]
    still = certify_run(*rerun, directory=tmp_path)
    assert (still.exit_code, [*still.verdicts]) == (1, [FAULT])
    assert still.document["target"]["base_url"] == server
    assert still.document["selection"]["by"] == "--rerun"
    with nested.reference_server() as mended:
        again = certify_run(mended, *rerun, directory=tmp_path)
    assert (again.exit_code, again.document["conclusion"]) == (0, "partial")
    nothing = certify_run("--rerun", "report/run.json", directory=tmp_path)
    assert nothing.exit_code == 5
    assert nothing.said == "nothing to judge: nothing failed or stayed open in report/run.json\n"


def test_the_quick_part_is_never_called_conformant(tmp_path):
    ended = certify_run("--quick", directory=tmp_path)
    assert (ended.exit_code, ended.document["conclusion"]) == (0, "partial")
    assert {verdict for variants in ended.verdicts.values() for verdict in variants.values()} == {"pass"}
    assert "onformant" not in ended.said


@pytest.mark.parametrize("id", ["chat.reply.json", "chat.reply.role"], ids=["of the part", "beside it"])
def test_the_quick_part_tells_whatever_its_answers_show(id, tmp_path):
    with nested.reference_server("--fault", id) as url:
        ended = certify_run(url, "--quick", directory=tmp_path)
    failed = [row["id"] for row in ended.document["requirements"] if row["verdict"] == "fail"]
    assert (ended.exit_code, failed) == (1, [id])


@pytest.mark.parametrize("argument", ["conformance", "conformance/oaic_suite/checks/models", "."])
def test_a_checkout_that_was_never_installed(argument, plain, server, checkout, uninstalled):
    ended = uninstalled("-m", "pytest", argument, "--base-url", server, *TWO, directory=checkout)
    known = plain.verdicts if "models" not in argument else {k: v for k, v in plain.verdicts.items() if "models" in k}
    assert (ended.exit_code, ended.verdicts) == (1, known)


def test_a_checkout_without_any_plugin_loaded_by_itself(plain, server, checkout, uninstalled):
    ended = uninstalled(
        "-m",
        "pytest",
        "conformance",
        "--base-url",
        server,
        *TWO,
        directory=checkout,
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )
    assert (ended.exit_code, ended.verdicts) == (1, plain.verdicts)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the four rooms, with one test of its own."""
    there = tmp_path_factory.mktemp("checkout")
    for room in ROOMS:
        shutil.copytree(room, there / Path(room).name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, there)
    (there / "tests").mkdir()
    (there / "tests" / "test_own.py").write_text("def test_own(): pass\n")
    return there


@pytest.fixture(scope="module")
def strangers(tmp_path_factory):
    """Every installed distribution but ours."""
    there = tmp_path_factory.mktemp("strangers")
    for found in Path(sysconfig.get_path("purelib")).iterdir():
        if "openai_conformance" not in found.name and not found.name.startswith("oaic_"):
            (there / found.name).symlink_to(found)
    return there


@pytest.fixture(scope="module")
def uninstalled(strangers):
    """A run without `site`, and so without the .pth file by which an editable install is found."""

    def start(*words, directory, **variables):
        return nested.run(
            "-S", *words, directory=directory, variables=environment(PYTHONPATH=str(strangers), **variables)
        )

    return start


@pytest.fixture(scope="module")
def installed(checkout, strangers, tmp_path_factory):
    """The interpreter of an environment that the wheel is installed in."""
    there = tmp_path_factory.mktemp("installed")
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(there)]
    subprocess.run(
        built, cwd=checkout, env=environment(PYTHONPATH=""), check=True, capture_output=True, timeout=nested.GUARD
    )
    home = there / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True, timeout=nested.GUARD)
    site = next(home.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(next(there.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    (site / "strangers.pth").write_text(f"{strangers}\n")
    return {"python": str(home / "bin" / "python"), "variables": {"PATH": os.environ["PATH"]}}


def test_a_wheel_in_an_environment_of_its_own(plain, server, installed, tmp_path):
    ended = pytest_run("conformance", "--base-url", server, *TWO, directory=tmp_path, **installed)
    assert (ended.exit_code, ended.verdicts) == (1, plain.verdicts)
    only = [word.replace("--oaic-only", "--only") for word in TWO]
    ended = nested.run("-c", nested.OAIC, "certify", *only, directory=tmp_path, **installed)
    assert ended.exit_code == 0, "and it brings the server that is certified by default"


@pytest.mark.parametrize("argument", ["conformance", "conformance/oaic_suite/checks/models", "."])
def test_a_wheel_in_a_checkout(argument, plain, server, checkout, installed):
    """As README has it: `pip install .` in a clone, then `pytest conformance`; the installed checks are taken."""
    ended = pytest_run(argument, "--base-url", server, *TWO, directory=checkout, **installed)
    known = plain.verdicts if "models" not in argument else {k: v for k, v in plain.verdicts.items() if "models" in k}
    assert (ended.exit_code, ended.verdicts) == (1, known)
    assert ("the checks of the installed openai-conformance are taken" in ended.said) == (argument != ".")


def test_a_directory_of_the_project_s_own_is_taken_and_said_to_be(installed, tmp_path):
    (tmp_path / "conformance").mkdir()
    (tmp_path / "conformance" / "test_own.py").write_text("def test_own(): pass\n")
    words = [sys.executable, "-m", "pytest", "conformance", "--base-url", NOBODY]
    done = subprocess.run(words, cwd=tmp_path, env=environment(), capture_output=True, timeout=nested.GUARD)
    assert done.returncode == 0
    assert "the directory of this project is taken, and no server is certified" in done.stderr.decode()


# --- a checkout as a developer has it ---------------------------------------------------------------------------------


def test_tests_alone_certify_nothing(checkout, uninstalled):
    ended = uninstalled("-m", "pytest", "tests", directory=checkout)
    assert ended.exit_code == 0
    assert "certifying" not in ended.said


def test_everything_at_once(checkout, uninstalled):
    ended = uninstalled("-m", "pytest", ".", "--oaic-only=models", directory=checkout)
    assert ended.exit_code == 0
    assert ended.document["conclusion"] == "partial"


# --- keys ------------------------------------------------------------------------------------------------------------


def test_a_key_of_the_environment_does_not_go_to_an_address_from_the_command_line(tmp_path):
    seen = []

    def keeping(asked):
        seen.append(asked.headers.get("authorization"))
        yield from hostile.honest(asked)

    with hostile.serving(keeping) as url:
        variables = environment(OPENAI_API_KEY="sk-of-the-environment", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
        words = ["conformance", "--base-url", url, "--oaic-only=models"]
        pytest_run(*words, directory=tmp_path, variables=variables)
        assert set(seen) == {None}
        pytest_run(*words, "--api-key-env=OPENAI_API_KEY", directory=tmp_path, variables=variables)
        assert set(seen) == {None, "Bearer sk-of-the-environment"}
