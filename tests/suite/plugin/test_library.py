"""Certifying from Python: one call, and what it says where nothing could be judged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import hostile
import oaic_suite
import pytest
from oaic_suite import NotCertified, certify
from oaic_suite.plugin import library
from oaic_suite.plugin.library import Options, words
from oaic_suite.plugin.settings.options import OPTIONS

NAMES = "import sys, oaic_suite; print(*sorted(name for name in sys.modules if name.startswith('oaic_suite')))"


def test_importing_the_package_loads_nothing_else():
    told = subprocess.run([sys.executable, "-c", NAMES], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["oaic_suite"]


def test_there_are_no_other_public_names():
    assert oaic_suite.__all__ == ["NotCertified", "Run", "certify"]
    with pytest.raises(AttributeError, match="module 'oaic_suite' has no attribute 'certificate'"):
        _ = oaic_suite.certificate


def test_every_option_that_changes_a_run_may_be_given():
    assert set(get_type_hints(Options)) == set(OPTIONS) - {"base_url", "show", "plan", "json"}


def test_options_as_they_are_typed():
    asked = {"base_url": "http://a/v1", "model": None, "only": ["chat", "models"], "quick": True, "insecure": False}
    assert words(asked) == ["--base-url=http://a/v1", "--only=chat", "--only=models", "--quick"]
    assert words({"header": {"x-team": "a"}, "model_for": {"embeddings": "e"}, "max_requests": 5}) == [
        "--header=x-team:a",
        "--model-for=embeddings=e",
        "--max-requests=5",
    ]


class Looking:
    """A sound server that remembers the command lines of all who run while it is asked."""

    def __init__(self):
        self.lines = set()

    def __call__(self, asked):
        self.lines |= {read(process / "cmdline") for process in Path("/proc").glob("[0-9]*")}
        yield from hostile.honest(asked)


def read(path):
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:  # it has ended
        return ""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are not told in /proc")
def test_nothing_that_is_asked_for_stands_on_a_command_line():
    looking = Looking()
    with hostile.serving(looking) as url:
        run = certify(
            url.replace("://", "://user:s3cret-address@"),
            api_key="s3cret-key",
            header={"x-gateway": "s3cret-header"},
            start_env={"TOKEN": "s3cret-setting"},
            model="s3cret-model",
            only=["models.list.object"],
        )
    assert run["requests"] > 0
    assert any(library.CERTIFY in line for line in looking.lines)
    assert [line for line in looking.lines if "s3cret" in line] == []


@pytest.mark.slow
@pytest.mark.parametrize("way", ["header", "header_env"])
def test_a_header_is_sent(reference_server, tmp_path, monkeypatch, way):
    value = f"Bearer {reference_server.api_key}"
    monkeypatch.setenv("A_HEADER", value)
    said = {"authorization": value if way == "header" else "A_HEADER"}
    run = certify(reference_server.base_url, only=["models.list.object"], report_dir=tmp_path, **{way: said})
    assert [row["verdict"] for row in run["requirements"]] == ["pass"]
    assert reference_server.api_key not in (tmp_path / "run.json").read_text("utf-8")


@pytest.mark.slow
def test_a_run_comes_back(reference_server, tmp_path):
    key = reference_server.api_key
    run = certify(reference_server.base_url, api_key=key, only=["models.list"], report_dir=tmp_path / "kept")
    assert {row["verdict"] for row in run["requirements"]} == {"pass"}
    assert (run["conclusion"], run["exit_code"]) == ("partial", 0)
    assert run["target"]["key_from"] == "--api-key"
    assert (tmp_path / "kept" / "index.html").exists()


@pytest.mark.slow
def test_a_server_that_is_not_there_is_a_run_too():
    run = certify("http://127.0.0.1:9/v1", only=["models.list"])
    assert (run["conclusion"], run["exit_code"]) == ("invalid", 10)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"timeout": -1}, "--timeout: it must be more than 0"), ({"only": ["no.such"]}, "nothing begins with no.such")],
)
def test_what_cannot_be_done_is_told_in_a_sentence(options, sentence):
    with pytest.raises(NotCertified, match=sentence):
        certify("http://127.0.0.1:9/v1", **options)


def test_an_older_run_is_not_taken_for_this_one(tmp_path, monkeypatch):
    (tmp_path / "run.json").write_text("{}", "utf-8")
    monkeypatch.setattr(library, "CERTIFY", "import sys; sys.exit('it broke')")
    with pytest.raises(NotCertified, match="it broke"):
        certify("http://t/v1", report_dir=tmp_path)
