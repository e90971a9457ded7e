"""What a run took over of others that were cut off, in words."""

from __future__ import annotations

from oaic_suite.judging.document.run_json import Continued, Row, Run

from oaic_reports.untrusted import one_line
from oaic_reports.words.conclusion import plural


def continued(run: Run) -> str | None:
    """A sentence; None where the run stands alone."""
    parts = [f"{plural(len(each['rows']), 'row')} of {named(each)}" for each in run.get("continued", [])]
    if not parts:
        return None
    return f"Continued: {', '.join(parts)} stand as they were judged there; the others were judged in this run."


def judged_in(run: Run, row: Row) -> str | None:
    """The run that judged a row, where it is an older one."""
    return next((named(each) for each in run.get("continued", []) if row["id"] in each["rows"]), None)


def named(part: Continued) -> str:
    return f"the run of {one_line(part['started'])[:19].replace('T', ' ')} UTC ({one_line(part['file'])})"
