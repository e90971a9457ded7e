"""Lets the first few errors of each kind through, before they are explained: the others are mended with them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from jsonschema_rs import ValidationError

FEW = 50
UNIONS = ("anyOf", "oneOf")  # of one kind for many reasons


@dataclass
class Sieve:
    """Kept from one value to the next of a kind."""

    counts: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def passes(self, error: ValidationError) -> bool:
        name = error.kind.name
        if name in UNIONS:
            return True
        kind = (*error.schema_path, str(error.kind.value) if name == "required" else "")
        self.counts[kind] += 1
        return self.counts[kind] <= FEW
