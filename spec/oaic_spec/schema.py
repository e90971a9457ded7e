"""A schema of the contract: compiled when first asked, then quick to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from oaic_spec.decided import Node, decided
from oaic_spec.pointer import resolve
from oaic_spec.problems import Problem, explain, explain_first, unreadable
from oaic_spec.sieve import Sieve


@dataclass(frozen=True, eq=False)
class Decided:
    """The same schema in a document without unions: says what is wrong first, in the time of the value's size."""

    document: Node
    ref: str

    @cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator({**self.document, "$ref": self.ref})

    def problem(self, value: Any) -> Problem | None:
        try:
            self.validator.validate(value)
        except jsonschema_rs.ValidationError as error:
            return explain_first(self.document, value, error)
        except ValueError as error:
            return unreadable(error)
        return None


@dataclass(frozen=True, eq=False)
class Schema:
    """A place in the document that says what a value may be."""

    name: str
    ref: str
    document: Mapping[str, Any]

    @cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        # RFC 3986, section 3.5: the braces of a path's template may not stand in a fragment as they are.
        return jsonschema_rs.Draft202012Validator({**self.document, "$ref": quote(self.ref, safe="#/")})

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

    def first_problem(self, value: Any, *, takes_unknown: bool = False) -> Problem | None:
        """What is wrong first; the rest is not looked for. Unknown members may be taken."""
        return (self._open if takes_unknown else self._closed).problem(value)

    @cached_property
    def _closed(self) -> Decided:
        return Decided(decided(self.document), self.ref)

    @cached_property
    def _open(self) -> Decided:
        return Decided(decided(self.document, takes_unknown=True), self.ref)
