"""Takes secrets out of traffic of others: what their headers and addresses carry, and whatever looks like a key.

Nobody says which of them are secret. So the value of a header that is not known to be harmless is never written, and
what stands in one that carries a credential is looked for everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from oaic_suite.asking.secrets.given import PUBLIC, of_address, of_header, secret
from oaic_suite.asking.secrets.redaction import MASK, Redactor
from oaic_suite.evidence.exchange import Exchange, Headers

HARMLESS = PUBLIC | {"connection", "content-length", "content-encoding", "transfer-encoding", "date", "accept-charset"}
# Keys as they are made: with the prefix of who made them, or a token signed in three parts.
SHAPES = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|ghp|gho|ghs|github_pat|glpat|xox[abprs]|r8|nvapi|key|tok)[-_][\w-]{16,}"
    r"|\bAIza[\w-]{30,}|\bAKIA[A-Z0-9]{16}\b|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}"
    r"|(?<=Bearer )[\w.~+/-]{16,}=*"
)
MOST = 200  # secrets that are looked for in all that is written, wherever they were seen


class Suspicious(Redactor):
    """A redactor that also knows a key by its shape."""

    def text(self, text: str) -> str:
        return SHAPES.sub(MASK, super().text(text))


def redactor_of(exchange: Exchange) -> Suspicious:
    return suspicious(secrets_of(exchange))


def suspicious(secrets: Iterable[str]) -> Suspicious:
    made = Redactor.of(secrets)
    return Suspicious(made.secrets, made.held, made.names)


def secrets_of(exchange: Exchange) -> frozenset[str]:
    """Every part of every credential that it carries."""
    carried = [*exchange.request.headers, *exchange.headers]
    of_headers = (part for name, value in carried if secret(name) for part in of_header(value))
    return frozenset([*of_headers, *in_address(exchange.request.url)])


def in_address(url: str) -> Iterator[str]:
    """What stands before the host; what a query holds is told from the names there."""
    authority, at, _ = url.partition("@")
    if at and "/" not in authority.partition("://")[2]:
        yield from of_address(url)


def fit_to_write(exchange: Exchange) -> Exchange:
    """The same without the values of headers that say who asked."""
    return replace(exchange, request=replace(exchange.request, headers=hidden(exchange.request.headers)))


def hidden(headers: Headers) -> Headers:
    return tuple((name, value if name.lower() in HARMLESS else MASK) for name, value in headers)
