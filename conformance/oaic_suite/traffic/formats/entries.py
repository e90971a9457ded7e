"""One entry from the text of a JSON object, or why it is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.traffic.heard import Entry, Heard, Misheard, Misshapen, mapping


def entry_of(told: bytes, made: Callable[[dict[str, Any]], Heard]) -> Entry:
    try:
        return made(mapping(parse(told), "an entry"))
    except Misshapen as wrong:
        return Misheard(str(wrong))
    except ValueError as wrong:
        return Misheard(f"it is not JSON: {wrong}")
