"""Who breaks, as it was seen: client by client, those that do not mind at the end."""

from __future__ import annotations

import pytest
from golden import row, run
from oaic_reports.clients import clients
from oaic_reports.formats import FORMATS

NODE = {
    "client": "openai 7.55.0 (Node)",
    "date": "2026-05-04",
    "outcome": "crash",
    "detail": "raises Error in fetch",
}
PYTHON = {"client": "openai 3.52.0 (Python)", "date": "2026-05-04", "outcome": "silent", "detail": "usage: nothing"}
CALM = {"client": "AI SDK 7.0.173", "date": "2026-05-05", "outcome": "tolerated", "detail": ""}
MADE = "on a server broken on purpose)"


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ([], None),
        ([NODE], f"openai 7.55.0 (Node): raises Error in fetch (tried 2026-05-04 {MADE}"),
        ([CALM], f"AI SDK 7.0.173: nothing to be seen (tried 2026-05-05 {MADE}"),
        (
            [CALM, NODE, PYTHON],
            "openai 7.55.0 (Node): raises Error in fetch; openai 3.52.0 (Python): usage: nothing;"
            f" AI SDK 7.0.173: nothing to be seen (tried 2026-05-04, 2026-05-05 {MADE}",
        ),
    ],
)
def test_what_was_seen_is_told_in_a_sentence(seen, told):
    assert clients(row("chat.a", "fail", witnesses=seen)) == told


def test_a_run_from_before_there_were_witnesses_has_none():
    assert clients(row("chat.a", "fail")) is None


@pytest.mark.parametrize("name", ["html", "junit", "markdown", "text"])
def test_every_format_for_readers_tells_it(name):
    told = FORMATS[name](run([row("chat.a", "fail", witnesses=[NODE])]))
    assert "raises Error in fetch" in " ".join(told.split())
