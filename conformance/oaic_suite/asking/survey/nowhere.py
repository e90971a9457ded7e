"""Whether a refusal says of a path what the server says of any that is not there, whatever the status of that."""

from __future__ import annotations

from urllib.parse import urlsplit

from oaic_suite.asking.survey.address import absent
from oaic_suite.asking.survey.capability import ABSENT_STATUSES, refused
from oaic_suite.asking.target import Target
from oaic_suite.asking.told import Told
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.unsettled import NotApplicable

NOWHERE = "/nothing-is-here-6f1d2c"


def is_nowhere(target: Target, exchange: Exchange) -> bool:
    """Asked once for each method, and of what names its own path alone."""
    if not refused(exchange) or exchange.status in ABSENT_STATUSES or path_of(exchange) not in Told.of(exchange).words:
        return False
    method = exchange.request.method
    if method not in target.nowhere:
        target.nowhere[method] = target.send(method, NOWHERE)
    return said(exchange) == said(target.nowhere[method])


def unless_nowhere(target: Target, exchange: Exchange) -> Exchange:
    """What came from where something need not be; not applicable where there is nothing."""
    if absent(exchange) or is_nowhere(target, exchange):
        raise NotApplicable(f"nothing is at {path_of(exchange)}: {exchange.outcome}")
    return exchange


def path_of(exchange: Exchange) -> str:
    return urlsplit(exchange.request.url).path


def said(exchange: Exchange) -> tuple[int | None, str]:
    """The status, and the words without the path."""
    return exchange.status, Told.of(exchange).words.replace(path_of(exchange), "")
