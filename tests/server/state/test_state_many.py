"""Ten thousand files and a thousand batches: lists have each once, and no more is kept than that."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from oaic_server.state.files import MOST
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread

pytestmark = pytest.mark.thorough
MORE = 50  # files beyond those that are kept
BATCHES = 1_000
SECONDS = 60  # far more than an answer takes: it only ends a hang
LINE = json.dumps({"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": {}}).encode()
ASKED = {"endpoint": "/v1/chat/completions", "completion_window": "24h"}
STATM = Path("/proc/self/statm")
PAGE = 4096  # bytes of memory, as `statm` counts
HELD = 64 * 2**20  # bytes that ten thousand small files and a thousand batches may take


@pytest.fixture(scope="module")
def client():
    with (
        serve_in_thread(Settings()) as running,
        httpx.Client(base_url=running.base_url, trust_env=False, timeout=SECONDS) as client,
    ):
        yield client


def sent(client):
    return client.post("/files", files={"file": ("a.jsonl", LINE)}, data={"purpose": "batch"}).json()["id"]


def walked(client, path, limit):
    """The ids of all pages, the latest first."""
    ids, asked = [], {"limit": limit}
    while True:
        page = client.get(path, params=asked).json()
        ids += [each["id"] for each in page["data"]]
        assert len(page["data"]) <= limit
        if not page["has_more"]:
            return ids
        asked["after"] = page["last_id"]


def memory():
    return int(STATM.read_text().split()[1]) * PAGE


@pytest.mark.skipif(not STATM.exists(), reason="needs Linux to say how much memory is used")
def test_lists_page_correctly_and_no_more_is_kept_than_there_may_be(client):
    before = memory()
    files = [sent(client) for _ in range(MOST + MORE)]
    assert walked(client, "/files", 1_000) == files[: -MOST - 1 : -1]
    batches = [client.post("/batches", json={"input_file_id": files[-1], **ASKED}).json()["id"] for _ in range(BATCHES)]
    assert walked(client, "/batches", 100) == batches[::-1]
    assert memory() - before < HELD
