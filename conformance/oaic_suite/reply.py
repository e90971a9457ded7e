"""A successful answer that is one JSON value."""

from __future__ import annotations

from typing import ClassVar

from oaic_spec import Schema

from oaic_suite.evidence import Document


class Reply(Document):
    kind: ClassVar[str] = "reply"

    @property
    def schema(self) -> Schema:
        operation = self.operation
        if operation is None or operation.response is None:
            raise LookupError(f"the contract has no reply of {self.request.operation}")
        return operation.response
