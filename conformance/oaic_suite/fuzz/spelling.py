"""What was drawn as JSON, spelt as the form that it stands for: with real files, and as the official SDKs spell it.

The engine that draws knows forms otherwise, and makes up files that are none. So it is shown the schema of a form as
though it were one of JSON. What no form can say is left out; what a form says otherwise counts as it is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from oaic_spec import BrokenForm, Operation, Part, form_of, parts_of
from oaic_spec.schema import Schema

from oaic_suite.asking.form import Attachment, as_form
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.fuzz.draw import Draw
from oaic_suite.fuzz.standing import HEADERS

OTHERWISE = "otherwise"  # neither right nor wrong to the engine: it drew something else
Json = dict[str, Any]


class Unspeakable(ValueError):
    """No form says that."""


def as_asked(operation: Operation) -> Operation:
    """An operation as something is drawn for it: where it takes a form, that is what is asked."""
    return replace(operation, request=operation.form) if operation.form else operation


@dataclass(frozen=True)
class Speller:
    """Of one operation; `plain` is its smallest valid body, with a file."""

    operation: Operation
    plain: Mapping[str, Any]

    def readable(self, draw: Draw) -> Draw | None:
        """A draw with the body that its form is read as; none where there is no such form."""
        if not self.spells(draw):
            return draw
        try:
            meant = self.with_files(parse(draw.body or b""))
            read = form_of(parts_of(*self.form(meant)), self.schema).body
        except (ValueError, BrokenForm):
            return None
        bucket = draw.bucket if read == meant else (draw.bucket[0], OTHERWISE, *draw.bucket[2:])
        return replace(draw, body=json.dumps(read).encode(), bucket=bucket)

    def spells(self, draw: Draw) -> bool:
        """Whether a draw is one of a body, and of nothing that is said around it."""
        return self.operation.form is not None and draw.body is not None and draw.scenario not in HEADERS

    def written(self, draw: Draw) -> tuple[bytes | None, str | None]:
        """What is sent, and as what it is declared; None: as it was drawn."""
        if self.spells(draw) and draw.method == self.operation.method:
            with suppress(ValueError):  # what is left of a body, as it is made small, may be no form any more
                return self.form(self.with_files(parse(draw.body or b"")))
        return draw.body, None

    @property
    def schema(self) -> Schema:
        assert self.operation.form is not None
        return self.operation.form

    def form(self, body: Json) -> tuple[bytes, str]:
        content, media_type = as_form(body)
        if not content:
            raise Unspeakable("a form of nothing")
        return content, media_type

    def with_files(self, body: Any) -> Json:
        if not isinstance(body, dict):
            raise Unspeakable("a form is an object")
        return {name: self.file(value) if name in self.files else value for name, value in body.items()}

    def file(self, value: Any) -> Any:
        """The file that is sound, in place of each that was drawn."""
        if isinstance(value, list):
            return [self.file(each) for each in value]
        if not isinstance(value, str):
            raise Unspeakable("a file is a file")
        return next(each for each in self.plain.values() if isinstance(each, Attachment))

    @cached_property
    def files(self) -> frozenset[str]:
        """The members that are files."""
        names = self.schema.definition.get("properties", {})
        return frozenset(name for name in names if form_of([Part(name, b"", "a", None)], self.schema).files)
