"""What no client of the profiles asks by itself: a row that fails only where that was asked harms none of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.judging.document.run_json import Exchange, Row, Variant

UNASKED: tuple[tuple[str, tuple[Any, ...]], ...] = (("n", (None, 1)), ("logprobs", (None, False)))


def as_clients_ask(row: Row, exchanges: Mapping[str, Exchange]) -> Row:
    """The row without the failures that no client meets, as long as something of it is left that was judged."""
    left = [each for each in row["variants"] if each["verdict"] != "fail" or is_met(each, exchanges)]
    if len(left) == len(row["variants"]) or not any(each["verdict"] == "pass" for each in left):
        return row
    fails = any(each["verdict"] == "fail" for each in left)
    return row | {"variants": left, "verdict": "fail" if fails else "pass"}


def is_met(variant: Variant, exchanges: Mapping[str, Exchange]) -> bool:
    """Whether a client might have asked this; where it is not known what was asked, it might."""
    where = variant["where"]
    exchange = exchanges.get(where["exchange"] if where else "")
    asked = members(exchange["request"]["body"]) if exchange else {}
    return all(asked.get(name) in usual for name, usual in UNASKED)


def members(body: str | None) -> Mapping[str, Any]:
    try:
        value = parse((body or "").encode("utf-8", "replace"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
