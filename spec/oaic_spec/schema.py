"""A schema of the contract: compiled when first asked, then quick to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from oaic_spec.decided import decided
from oaic_spec.pointer import resolve
from oaic_spec.problems import Problem, explain, explain_first, unreadable
from oaic_spec.sieve import Sieve

CONTRACT = "urn:oaic:contract"


@dataclass(frozen=True, eq=False)
class Source:
    """A document that schemas stand in; the validator's copy of it is made once for all of them."""

    content: Mapping[str, Any]

    @cached_property
    def registry(self) -> jsonschema_rs.Registry:
        return jsonschema_rs.Registry([(CONTRACT, {**self.content})])

    @cached_property
    def closed(self) -> Source:
        """The same without unions: what is wrong first is found in the time of the value's size."""
        return Source(decided(self.content))

    @cached_property
    def open(self) -> Source:
        """The same, and no object is closed."""
        return Source(decided(self.content, takes_unknown=True))

    def validator(self, ref: str) -> jsonschema_rs.Draft202012Validator:
        # RFC 3986, section 3.5: the braces of a path's template may not stand in a fragment as they are.
        place = {"$ref": CONTRACT + quote(ref, safe="#/")}
        return jsonschema_rs.Draft202012Validator(place, registry=self.registry)


@dataclass(frozen=True, eq=False)
class Schema:
    """A place in the document that says what a value may be."""

    name: str
    ref: str
    source: Source

    @cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        return self.source.validator(self.ref)

    @property
    def definition(self) -> Any:
        return resolve(self.source.content, self.ref)

    def accepts(self, value: Any) -> bool:
        try:
            return self.validator.is_valid(value)
        except ValueError:
            return False

    def problems(self, value: Any, sieve: Sieve | None = None) -> list[Problem]:
        """Everything wrong with the value that passes a sieve, each at the place where it is wrong."""
        try:
            errors = self.validator.iter_errors(value)
            return explain(self.source.content, value, filter(sieve.passes, errors) if sieve else errors)
        except ValueError as error:
            return [unreadable(error)]

    def first_problem(self, value: Any, *, takes_unknown: bool = False) -> Problem | None:
        """What is wrong first; the rest is not looked for. Unknown members may be taken."""
        source, validator = self._open if takes_unknown else self._closed
        try:
            validator.validate(value)
        except jsonschema_rs.ValidationError as error:
            return explain_first(source.content, value, error)
        except ValueError as error:
            return unreadable(error)
        return None

    @cached_property
    def _closed(self) -> tuple[Source, jsonschema_rs.Draft202012Validator]:
        return self.source.closed, self.source.closed.validator(self.ref)

    @cached_property
    def _open(self) -> tuple[Source, jsonschema_rs.Draft202012Validator]:
        return self.source.open, self.source.open.validator(self.ref)
