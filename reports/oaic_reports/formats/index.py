"""The ways to tell a run, by name: each a pure function of run.json."""

from __future__ import annotations

from collections.abc import Callable

from oaic_suite.judging.document.run_json import Run

from oaic_reports.document import document
from oaic_reports.formats.annotations import annotated
from oaic_reports.formats.badge import badge
from oaic_reports.formats.comment import comment
from oaic_reports.formats.endpoint import endpoint
from oaic_reports.formats.junit import junit
from oaic_reports.formats.markdown import markdown
from oaic_reports.page.whole import page
from oaic_reports.terminal.brief import brief

FORMATS: dict[str, Callable[[Run], str]] = {
    "html": page,
    "junit": junit,
    "markdown": markdown,
    "comment": comment,
    "annotations": annotated,
    "badge": badge,
    "endpoint": endpoint,
    "text": brief,
    "json": document,
}

# Those that can also tell what changed since an older run.
SINCE: dict[str, Callable[[Run, Run], str]] = {"html": page, "markdown": markdown, "comment": comment}
