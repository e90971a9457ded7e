"""A JSON value that satisfies a JSON Schema: the same for the same schema and key, and always valid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from oaic_server.growth.effort import Effort
from oaic_server.growth.grower import Grower
from oaic_server.growth.root import Root
from oaic_server.growth.unsatisfiable import Exhausted, Unsatisfiable

__all__ = ["Unsatisfiable", "instance"]

ATTEMPTS = 24  # the later half leaves out what need not be there
GROWN = 10_000  # steps of all attempts together
TOO_LARGE = "a value larger than we are ready to grow"
READ = 50_000  # parts of the schema that may be looked at, again and again


def instance(schema: Mapping[str, Any], key: str) -> Any:
    """Raises `Unsatisfiable`, which says why, where the schema is wrong or no value was found."""
    validator = compiled(schema)
    try:
        return grown(schema, validator, key)
    except (Exhausted, RecursionError) as found:
        raise Unsatisfiable(f"asks for {found}") from None


def grown(schema: Mapping[str, Any], validator: jsonschema_rs.Validator, key: str) -> Any:
    root, effort = Root(schema, Effort(READ, "more reading than we are ready to do")), Effort(GROWN, TOO_LARGE)
    reason = "no value found that keeps all of the schema"
    for attempt in range(ATTEMPTS):
        try:
            value = Grower(root, f"{key}#{attempt}", attempt >= ATTEMPTS // 2, effort).grow(schema)
        except Unsatisfiable as found:
            reason = str(found)
        else:
            if validator.is_valid(value):
                return value
    raise Unsatisfiable(reason)


def compiled(schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
    """Nothing is fetched for a reference that leads elsewhere."""
    try:
        return jsonschema_rs.validator_for(dict(schema), validate_formats=True, offline=True)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as wrong:
        raise Unsatisfiable(getattr(wrong, "message", str(wrong))) from None
