"""Which ordinary request wakes a fault, as it was found by `oaic_server.http.waking`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from oaic_spec.loader import read

TABLE = Path(__file__).with_name("wakes.yaml")


@cache
def woken_by() -> Mapping[str, str]:
    """By the id of a fault, what is asked; one that is not there sleeps through all that is ordinary."""
    table = read(TABLE)
    return {id: asks for asks, ids in table.items() for id in ids}
