"""A schema of the contract: compiled when first asked, then quick to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jsonschema_rs

from oaic_spec.pointer import resolve
from oaic_spec.problems import Problem, explain, unreadable
from oaic_spec.sieve import Sieve


@dataclass(frozen=True, eq=False)
class Schema:
    """A place in the document that says what a value may be."""

    name: str
    ref: str
    document: Mapping[str, Any]

    @cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator({**self.document, "$ref": self.ref})

    @property
    def definition(self) -> Any:
        return resolve(self.document, self.ref)

    def accepts(self, value: Any) -> bool:
        try:
            return self.validator.is_valid(value)
        except ValueError:
            return False

    def problems(self, value: Any, sieve: Sieve | None = None) -> list[Problem]:
        """Everything wrong with the value that passes a sieve, each at the place where it is wrong."""
        try:
            errors = self.validator.iter_errors(value)
            return explain(self.document, value, filter(sieve.passes, errors) if sieve else errors)
        except ValueError as error:
            return [unreadable(error)]
