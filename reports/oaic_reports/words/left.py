"""What a run made the server keep and could not delete, in words."""

from __future__ import annotations

from oaic_suite.judging.document.run_json import Run

NAMED = 3  # of those left, by their ids


def left(run: Run) -> str | None:
    """A sentence; None where nothing is left."""
    found = run.get("left", [])
    if not found:
        return None
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return f"Left on the server, for it would not delete them: {', '.join(found[:NAMED])}{more}."
