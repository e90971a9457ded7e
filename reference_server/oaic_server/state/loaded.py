"""The models that are loaded, and until when: as clients that ask for it see, for nothing here is ever loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

USUAL = 300.0  # seconds
FOR_EVER = 100 * 365 * 86_400.0
SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
PART = re.compile(r"(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)")


class Loaded:
    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def keep(self, model: str, asked: Any, now: float) -> None:
        """Kept for as long as was asked, from now on; not at all where that is no time."""
        self._until = dict(self.now(now))
        seconds = duration(asked)
        if seconds:
            self._until[model] = now + seconds
        else:
            self._until.pop(model, None)

    def now(self, now: float) -> Iterator[tuple[str, float]]:
        yield from ((model, until) for model, until in self._until.items() if until > now)


def duration(asked: Any) -> float:
    """Seconds of a number, or of a text such as `1m30s`; below zero: for ever; unasked: as usual."""
    if asked is None or asked == "":
        return USUAL
    if isinstance(asked, str):
        parts = sum(float(number) * SECONDS[unit] for number, unit in PART.findall(asked))
        asked = -1 if asked.startswith("-") else parts or float(re.sub(r"\D.*", "", asked) or 0)
    return FOR_EVER if asked < 0 else min(FOR_EVER, float(asked))
