"""The oddities that say something else: a client need not see the same, and may be told no, but must not stumble."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from oaic_spec.loader import read

FILE = Path(__file__).with_name("otherwise.yaml")


@functools.cache
def known() -> Mapping[str, str]:
    """By the id of a benign variant: what is different for who asks."""
    told: dict[str, list[str]] = read(FILE)
    return {id: why for why, ids in told.items() for id in ids}
