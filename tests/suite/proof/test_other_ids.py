"""A server whose ids have a shape of their own, and no prefix, is as sound as any."""

from __future__ import annotations

import subprocess
import sys

import pytest
from nested import environment, warm_certify

pytestmark = pytest.mark.thorough

OF_ITS_OWN = """
import sys, uuid
from oaic_server.state.identity import Identity
Identity.id = lambda self, prefix: str(uuid.UUID(int=self._bits(128)))
import oaic_server.__main__
"""
KEPT = ("files", "uploads", "batches", "stored", "moderations", "images", "sdk.files", "sdk.batches", "sdk.stored")


@pytest.fixture
def server():
    command = [sys.executable, "-c", OF_ITS_OWN, "--port", "0"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        yield running.stdout.readline().decode().strip()
        running.terminate()


def test_no_prefix_is_looked_for(server, tmp_path):
    ended = warm_certify(server, *(f"--only={prefix}" for prefix in KEPT), directory=tmp_path)
    verdicts = {row["id"]: row["verdict"] for row in ended.document["requirements"]}
    assert {id for id, verdict in verdicts.items() if verdict not in ("pass", "not_applicable")} == set()
    assert list(verdicts.values()).count("pass") > 100
    assert ended.exit_code == 0, ended.said
