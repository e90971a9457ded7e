"""Exchanges with the real service that other projects recorded, where this machine has them."""

from __future__ import annotations

import gzip
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from oaic_spec import Operation, contract

VARIABLE = "OAIC_RECORDINGS"
PLACE = os.environ.get(VARIABLE)
wanted = pytest.mark.skipif(not PLACE, reason=f"{VARIABLE} names no file or folder of recorded exchanges")


def files() -> list[Path]:
    """The file that is named, or all there are in the folder."""
    place = Path(PLACE or "")
    return sorted(place.glob("*.jsonl.gz")) if place.is_dir() else [place]


@cache
def all_of_them() -> list[dict[str, Any]]:
    return [json.loads(line) for file in files() for line in gzip.open(file, "rt", encoding="utf-8")]


@cache
def known() -> list[tuple[dict[str, Any], Operation]]:
    """The exchanges of operations the contract has, each with its own."""
    return [(each, operation) for each in all_of_them() if (operation := operation_of(each))]


def operation_of(recorded: dict[str, Any]) -> Operation | None:
    for operation in contract().operations.values():
        if operation.method == recorded["method"] and operation.fits(recorded["path"].removeprefix("/v1")):
            return operation
    return None


def counted() -> str:
    """How many there are, and how many of operations we do not know yet."""
    total = len(all_of_them())
    return f"{total} recorded exchanges in {len(files())} files, {total - len(known())} of them of other operations"


def floor(count: int) -> int:
    """What the folder of all samples gives at least; a file alone may hold less."""
    return count if Path(PLACE or "").is_dir() else 0
