"""What a run could not delete is told in every report that people read."""

from __future__ import annotations

import pytest
from golden import conformant
from oaic_reports.formats.index import FORMATS
from oaic_reports.terminal.brief import brief
from oaic_reports.words.left import left

FILES = [f"deleteFile file-{number}" for number in range(5)]
SAID = "would not delete them: deleteFile file-0, deleteFile file-1, deleteFile file-2 and 2 more."


def test_nothing_left_is_nothing_said():
    assert left(conformant()) is None


@pytest.mark.parametrize("told", [brief, FORMATS["markdown"], FORMATS["html"]], ids=["terminal", "markdown", "html"])
def test_it_is_told(told):
    assert SAID in " ".join(told(conformant() | {"left": FILES}).split()).replace("\\", "")
