"""What an answer about health says of itself."""

from __future__ import annotations

from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply

JSON = "application/json"


def misdeclared(health: Reply) -> list[Finding]:
    """A body that is declared as JSON and is none; an empty one, or one of another type, says nothing."""
    if health.media_type != JSON or not health.exchange.body or not health.json_error:
        return []
    return [Finding(health.place(), "JSON, as it is declared", health.json_error)]
