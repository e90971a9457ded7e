"""What a format must satisfy beyond its schema."""

from __future__ import annotations

import re

import jsonschema_rs

from oaic_server.answering.cost import Work
from oaic_server.answering.formats.format import Format, bad_schema
from oaic_server.answering.formats.strict import complaints
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.settings import Settings

NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def require_sound(asked: Format, settings: Settings) -> None:
    """It is well named, has a schema of an object, and keeps to the strict subset where it says so."""
    if asked.kind != "json_schema":
        return
    require_a_name(asked)
    if asked.schema is not None:
        Work(settings.work_limit, f"{asked.place}.schema").read_schemas(asked.schema)
        require_a_schema_of_an_object(asked, asked.schema)
        for complaint in complaints(asked.schema) if asked.strict else ():
            raise bad_schema(asked, complaint)


def require_a_name(asked: Format) -> None:
    if not NAME.fullmatch(asked.name):
        param = f"{asked.place}.name"
        message = f"{param}: expected 1 to 64 letters, digits, underscores and dashes, found {asked.name!r}"
        raise Refusal(400, message, code="invalid_value", param=param)


def require_a_schema_of_an_object(asked: Format, schema: dict[str, object]) -> None:
    if (kind := schema.get("type", "object")) != "object":
        raise bad_schema(asked, f'expected a schema of type "object", found {kind!r}')
    try:
        jsonschema_rs.meta.validate(schema)
    except jsonschema_rs.ValidationError as wrong:
        raise bad_schema(asked, f"expected a JSON Schema: {wrong.message}") from None
