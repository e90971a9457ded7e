"""Faults of streams show where a model talks nonsense too: no row waits for the model to say the right thing.

Where one does not show, the fault says why not, by one of a few reasons.
"""

from __future__ import annotations

import pytest
from oaic_suite.judging.selecting.profile import drawn_anew, lacking
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.trial import healthy, leave_bench, open_bench, shows

pytestmark = pytest.mark.thorough

NOT_CALLED_SO = ("sse.", "tools.pieces.")


def of_streams():
    known = [fault for fault in listed_faults() if fault.kind == "fault" and is_tried(fault.requirement or "")]
    return [fault for fault in known if "stream" in fault.id or fault.id.startswith(NOT_CALLED_SO)]


def is_tried(id):
    """Whether a row can be asked, and asks the same each time: what is drawn at random waits for no word of a model."""
    return not lacking(id) and not drawn_anew(id)


@pytest.fixture(scope="module")
def baseline():
    open_bench("--nonsense")
    yield healthy("")
    leave_bench()


def test_nothing_is_wrong_where_a_model_talks_nonsense(baseline):
    assert [record["id"] for record in baseline.unwell if record["verdict"] in ("fail", "error")] == []


@pytest.mark.parametrize("fault", of_streams(), ids=lambda fault: fault.id)
def test_a_fault_of_streams_shows_unless_it_says_why_not(fault, baseline):
    assert shows(fault, baseline) is (fault.dull is None)
