"""The official SDK's own tests pass against a lenient server.

They are not part of this project. Who has a checkout of openai-python with its environment in `.venv` sets
`OAIC_SDK_SUITE` to its path.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread

VARIABLE = "OAIC_SDK_SUITE"
SUITE = Path(os.environ.get(VARIABLE) or "nowhere")
PYTHON = SUITE / ".venv" / "bin" / "python"
# By resource: where its tests are, and how many pass at least: none is lost unnoticed.
RESOURCES = {
    "chat": (["chat"], 145),
    "completions": (["test_completions.py"], 40),
    "embeddings": (["test_embeddings.py"], 20),
    "models": (["test_models.py"], 55),
    "responses": (["test_responses.py", "responses"], 195),
    "conversations": (["test_conversations.py", "conversations"], 175),
    "files": (["test_files.py"], 117),
    "uploads": (["test_uploads.py", "uploads"], 85),
    "batches": (["test_batches.py"], 80),
    "moderations": (["test_moderations.py"], 20),
    "audio": (["audio"], 76),
    "images": (["test_images.py"], 100),
}

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not PYTHON.exists(), reason=f"{VARIABLE} names no checkout of openai-python with its .venv"),
]


@pytest.fixture(scope="module")
def lenient():
    with serve_in_thread(Settings(lenient=True, sdk_types=True)) as running:
        yield running


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_tests_of_a_resource_pass(resource, lenient, tmp_path):
    places, at_least = RESOURCES[resource]
    report = tmp_path / "report.xml"
    asked = [PYTHON, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", f"--junit-xml={report}"]
    paths = [f"tests/api_resources/{place}" for place in places]
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "OPENAI"))}
    environment = known | {"TEST_API_BASE_URL": lenient.base_url}
    told = subprocess.run([*asked, *paths], cwd=SUITE, env=environment, capture_output=True, text=True, check=False)
    cases = list(ElementTree.parse(report).iter("testcase"))
    failed = [case.get("name") for case in cases if case.find("failure") is not None or case.find("error") is not None]
    assert failed == [], told.stdout[-4000:]
    assert len([case for case in cases if case.find("skipped") is None]) >= at_least
