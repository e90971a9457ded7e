"""Files by the official SDK for Node, as an application uses it; the one for Python is with the surface."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_suite.clients.node.installation import folder, lacking

SESSION = Path(__file__).parent / "sessions" / "files.mjs"
SECONDS = 120


@pytest.mark.skipif(lacking() is not None, reason=f"needs {lacking()}: oaic node install")
def test_a_session_of_the_node_sdk(tmp_path):
    (tmp_path / "node_modules").symlink_to(folder() / "node_modules")
    script = shutil.copy(SESSION, tmp_path)
    with serve_in_thread(Settings()) as running:
        known = os.environ | {"OPENAI_BASE_URL": running.base_url, "OPENAI_API_KEY": "sk-any"}
        done = subprocess.run(["node", script], env=known, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "bytes": 1000,
        "expires": 3600,
        "whole": True,
        "status": "completed",
        "listed": ["parts.bin", "whole.bin"],
        "processed": "processed",
        "deleted": True,
        "gone": "NotFoundError",
    }
