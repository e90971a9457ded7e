"""Stop sequences that stand in the texts they should have ended."""

from __future__ import annotations

from collections.abc import Sequence

from oaic_suite.checks.chat.readings.scripts import unbroken
from oaic_suite.evidence.located import Located, failing
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.unsettled import NotEstablished


def passed_over(texts: Sequence[Located], stops: Sequence[str]) -> list[Finding]:
    """The texts with any of the sequences; nobody can stop at what stands for a torn character."""
    found = failing(texts, lambda text: not any(stop in text for stop in stops), f"none of {list(stops)}")
    if found and not all(map(unbroken, stops)):
        raise NotEstablished("the stop sequence has a torn character: it is not what the model said")
    return found
