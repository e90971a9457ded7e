"""The report of a client that was judged: witness.json, and a page."""

from __future__ import annotations

import json
from pathlib import Path

from oaic_suite.judging.clients.judged import ClientRun

from oaic_reports import folder
from oaic_reports.witness.page import page

DATA, PAGE = "witness.json", "witness.html"


def write(run: ClientRun, directory: Path) -> None:
    """Raises OSError."""
    folder.make(directory)
    folder.replace(directory / DATA, [json.dumps(run, indent=1), "\n"])
    folder.replace(directory / PAGE, [page(run)])
