"""A JSON value that satisfies a JSON Schema: the same for the same schema and key, and always valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import jsonschema_rs

from oaic_server.growth.effort import Efforts
from oaic_server.growth.grower import Grower
from oaic_server.growth.root import Root, weight
from oaic_server.growth.unsatisfiable import Exhausted, Unsatisfiable

__all__ = ["Efforts", "Seed", "Unsatisfiable", "instance"]

ATTEMPTS = 24  # the later half leaves out what need not be there


class Seed:
    """A schema that has been read, out of which values are grown; several may share their efforts."""

    def __init__(self, schema: Mapping[str, Any], efforts: Efforts) -> None:
        """Raises `Unsatisfiable`, which says why, where the schema is wrong."""
        self.schema, self._growing = schema, efforts.growing
        with told_as_unsatisfiable():
            efforts.reading.spend(weight(schema))
        self._validator = compiled(schema)
        with told_as_unsatisfiable():
            self._root = Root(schema, efforts.reading)

    def allows(self, value: Any) -> bool:
        return self._validator.is_valid(value)

    def complaint(self, value: Any) -> str:
        """What the schema has against a value, the first of it; empty where it allows it."""
        return next((error.message for error in self._validator.iter_errors(value)), "")

    def value(self, key: str) -> Any:
        """Raises `Unsatisfiable` where none was found."""
        with told_as_unsatisfiable():
            return self._grown(key)

    def _grown(self, key: str) -> Any:
        reason = "no value found that keeps all of the schema"
        for attempt in range(ATTEMPTS):
            lean = attempt >= ATTEMPTS // 2
            try:
                value = Grower(self._root, f"{key}#{attempt}", lean, self._growing).grow(self.schema)
            except Unsatisfiable as found:
                reason = str(found)
            else:
                if self._validator.is_valid(value):
                    return value
        raise Unsatisfiable(reason)


def instance(schema: Mapping[str, Any], key: str) -> Any:
    return Seed(schema, Efforts()).value(key)


@contextmanager
def told_as_unsatisfiable() -> Iterator[None]:
    try:
        yield
    except (Exhausted, RecursionError) as found:
        raise Unsatisfiable(f"asks for {found}") from None


def compiled(schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
    """Nothing is fetched for a reference that leads elsewhere."""
    try:
        return jsonschema_rs.validator_for(dict(schema), validate_formats=True, offline=True)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as wrong:
        raise Unsatisfiable(getattr(wrong, "message", str(wrong))) from None
