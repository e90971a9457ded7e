"""The faults of the reference server, as it lists them itself: suite and server meet over its interface alone."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["fault", "benign"]
Stage = Literal["request", "answer", "reply", "wire"]


@dataclass(frozen=True)
class Fault:
    """A way to break a requirement, or a legal oddity (`benign`) that breaks none."""

    id: str
    kind: Kind
    stage: Stage
    summary: str
    requirement: str | None  # none of what is benign
    also: Mapping[str, str]  # what falls with it, each with the reason
    on: str | None  # the one operation it touches; None: any
    dull: str | None = None  # why it does not show where a model talks nonsense; None: it does
    wakes: str | None = None  # the plainest ordinary request that it changes; None: it changes none


@functools.cache
def listed_faults() -> tuple[Fault, ...]:
    command = [sys.executable, "-m", "oaic_server", "--list-faults", "--json"]
    found = subprocess.run(command, check=True, capture_output=True).stdout
    return tuple(Fault(**members) for members in json.loads(found))
