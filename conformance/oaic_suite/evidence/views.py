"""The ways checks see an exchange, by name; a surface may add its own."""

from __future__ import annotations

from typing import TypeVar

from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.refusal import Refusal
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream

View = TypeVar("View", bound=type[Evidence])
VIEWS: dict[str, type[Evidence]] = {"reply": Reply, "stream": Stream, "refusal": Refusal}


def view(kind: View) -> View:
    """Adds a way to see an exchange, under its kind."""
    VIEWS[kind.kind] = kind
    return kind
