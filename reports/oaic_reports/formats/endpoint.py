"""The badge as data, for a service that draws it: the words and the colour of the badge that is drawn here."""

from __future__ import annotations

import json

from oaic_suite.judging.document.run_json import Run

from oaic_reports.formats.badge import COLORS, label, text
from oaic_reports.untrusted import visible
from oaic_reports.words.conclusion import concluded


def endpoint(run: Run) -> str:
    conclusion = concluded(run)
    told = {
        "schemaVersion": 1,
        "label": visible(label(run)),
        "message": visible(text(run, conclusion)),
        "color": COLORS[conclusion.tone].removeprefix("#"),
        "isError": conclusion.tone == "bad",
    }
    return json.dumps(told) + "\n"
