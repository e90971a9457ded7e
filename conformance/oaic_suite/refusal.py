"""An answer that refuses: a 4xx or 5xx, and the error envelope in its body."""

from __future__ import annotations

from typing import ClassVar

from oaic_spec import Schema, contract

from oaic_suite.evidence import Document


class Refusal(Document):
    kind: ClassVar[str] = "refusal"
    expected_statuses: ClassVar[range] = range(400, 600)

    @property
    def schema(self) -> Schema:
        return contract().schema("ErrorResponse")
