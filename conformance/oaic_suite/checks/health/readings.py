"""What an answer about health says of itself."""

from __future__ import annotations

from oaic_suite.asking.capability import ABSENT_STATUSES
from oaic_suite.asking.recognised import is_page
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable

JSON = "application/json"


def misdeclared(health: Reply) -> list[Finding]:
    """A body that is declared as JSON and is none; an empty one, or one of another type, says nothing."""
    if health.media_type != JSON or not health.exchange.body or not health.json_error:
        return []
    return [Finding(health.place(), "JSON, as it is declared", health.json_error)]


def where_there(health: Reply) -> Reply:
    """An answer under another address, unless nothing is there, or a page."""
    if health.exchange.status in ABSENT_STATUSES or is_page(health.exchange):
        raise NotApplicable(f"nothing is there: {health.exchange.outcome}")
    return health
