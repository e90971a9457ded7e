"""The fixtures that other projects' tests use."""

from __future__ import annotations

import subprocess
import sys

import httpx
import pytest
from oaic_server import faults
from oaic_server.state.settings import Settings
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
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "--strict-markers", "test_it.py"]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=GUARD).stdout


def of(kind, prefix):
    return [id for id, each in faults.known().items() if each.kind == kind and id.startswith(prefix)]


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
