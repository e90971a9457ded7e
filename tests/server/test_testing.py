"""The fixtures that other projects' tests use."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import httpx
import pytest
from oaic_server import faults
from oaic_server.state.settings import Settings, SettingsError
from oaic_server.testing import serve_in_thread

GUARD = 120  # seconds: far more than any run needs


def models(server):
    headers = {"authorization": f"Bearer {server.api_key}"}
    listed = httpx.get(f"{server.base_url}/models", headers=headers, trust_env=False)
    return [model["id"] for model in listed.json()["data"]]


def test_the_reference_server_says_how_to_reach_it(reference_server):
    assert reference_server.model in models(reference_server)
    assert reference_server.base_url.endswith("/v1")


def test_the_factory_starts_servers_that_do_not_know_each_other(reference_server_factory):
    one, other = reference_server_factory(models=("one",)), reference_server_factory(models=("other",))
    assert (models(one), models(other)) == (["one"], ["other"])


def test_a_server_ends_with_its_block():
    with serve_in_thread(Settings()) as server:
        assert models(server)
    try:
        httpx.get(server.base_url, trust_env=False)
    except httpx.ConnectError:
        return
    raise AssertionError("the server still answers")


# --- what the factory is given --------------------------------------------------------------------------------


def test_one_model_may_be_a_text(reference_server_factory):
    assert models(reference_server_factory(models="gpt-4o-mini")) == ["gpt-4o-mini"]


def test_what_the_command_line_would_read_is_read(reference_server_factory):
    server = reference_server_factory(models="e", embedding_widths={"e": 8}, token_delay_ms="0", rate_limit_requests=60)
    headers = {"authorization": f"Bearer {server.api_key}"}
    body = {"model": "e", "input": "Hello"}
    told = httpx.post(f"{server.base_url}/embeddings", json=body, headers=headers, trust_env=False).json()
    assert len(told["data"][0]["embedding"]) == 8


MISTAKES = {
    "no limit at all": (
        {"rate_limit_requests": 0},
        "rate_limit_requests: expected an integer of at least 1",
    ),
    "a word for a number": ({"token_delay_ms": "slow"}, "token_delay_ms: expected a number of milliseconds"),
    "neither yes nor no": ({"auth": "maybe"}, "auth: expected one of"),
    "a number for models": ({"models": 4}, "models: expected text, or several in a list, found 4"),
    "no model": ({"models": [""]}, "models: expected some text"),
    "an unknown setting": ({"model": "x"}, "there is no setting model; did you mean models"),
}


@pytest.mark.parametrize(("settings", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_as_the_command_line_tells_it(reference_server_factory, settings, said):
    with pytest.raises(SettingsError, match=re.escape(said)):
        reference_server_factory(**settings)


# --- beside a project's own --------------------------------------------------------------------------------

OWN_OPTION = """
def pytest_addoption(parser):
    parser.addoption("--base-url", default="http://localhost:3000")
"""
OWN_MODELS = """
import pytest

@pytest.fixture(scope="session")
def reference_server_models():
    return "gpt-4o-mini"
"""
TEST = """
def test_it(reference_server, request):
    assert reference_server.model == "{model}"
    assert request.config.getoption("--base-url", None) == {option!r}
"""


def pytest_in(folder, *words):
    """pytest with no other plugin than ours."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "oaic_server.testing", *words]
    alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, timeout=GUARD, check=False)


def ran(folder, conftest, test):
    (folder / "conftest.py").write_text(conftest, encoding="utf-8")
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    return pytest_in(folder, "-q", "-W", "error")


@pytest.mark.slow
def test_a_project_names_the_models_of_the_session(tmp_path):
    done = ran(tmp_path, OWN_MODELS, TEST.format(model="gpt-4o-mini", option=None))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_project_may_have_a_base_url_of_its_own(tmp_path):
    done = ran(tmp_path, OWN_OPTION, TEST.format(model="parrot-1", option="http://localhost:3000"))
    assert done.returncode == 0, done.stdout + done.stderr


# --- once for each fault -----------------------------------------------------------------------------------


NESTED = """
import pytest

@pytest.mark.oaic_faults("models.list.")
def test_faults(broken_server): broken_server.reset()

@pytest.mark.oaic_faults("models.", benign=True)
def test_oddities(broken_server): broken_server.reset()

def test_unmarked(broken_server): ...
"""


def nested(tmp_path, code):
    (tmp_path / "test_it.py").write_text(code, encoding="utf-8")
    return pytest_in(tmp_path, "-rA", "--strict-markers").stdout


def of(kind, prefix):
    return [id for id, each in faults.known().items() if each.kind == kind and id.startswith(prefix)]


@pytest.mark.slow
def test_a_test_runs_once_for_each_fault_or_oddity_of_a_prefix(tmp_path):
    said = nested(tmp_path, NESTED)
    ran = {"test_faults": of("fault", "models.list."), "test_oddities": of("benign", "models.")}
    passed = {f"PASSED test_it.py::{test}[{id}]" for test, ids in ran.items() for id in ids}
    assert passed == {line for line in said.splitlines() if line.startswith("PASSED")}
    assert 'mark the test with @pytest.mark.oaic_faults("chat.stream")' in said


def test_a_prefix_of_nothing_is_told(tmp_path):
    said = nested(tmp_path, NESTED.replace("models.list.", "chat.strem"))
    assert "no fault begins with 'chat.strem'" in said


@pytest.mark.oaic_faults("models.list.object")
def test_the_server_is_broken_so(broken_server, request):
    key = {"authorization": f"Bearer {broken_server.api_key}"}
    httpx.get(f"{broken_server.base_url}/models", headers=key, trust_env=False)
    assert broken_server.last.faults == (request.node.callspec.params["broken_server"],)
