"""What a response format must satisfy beyond its schema."""

from __future__ import annotations

import re
from typing import Any

import jsonschema_rs

from oaic_server.exchange.refusal import Refusal
from oaic_server.state.service import Service
from oaic_server.surfaces.chat.format import bad_schema, wanted
from oaic_server.surfaces.chat.strict import complaints

Body = dict[str, Any]
NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
NAME_PARAM = "response_format.json_schema.name"


def a_format_is_well_named(body: Body, service: Service) -> None:
    asked = wanted(body)
    if asked.kind == "json_schema" and not NAME.fullmatch(asked.name):
        message = f"{NAME_PARAM}: expected 1 to 64 letters, digits, underscores and dashes, found {asked.name!r}"
        raise Refusal(400, message, code="invalid_value", param=NAME_PARAM)


def a_format_has_a_schema_of_an_object(body: Body, service: Service) -> None:
    schema = wanted(body).schema
    if schema is None:
        return
    if (kind := schema.get("type", "object")) != "object":
        raise bad_schema(f'expected a schema of type "object", found {kind!r}')
    try:
        jsonschema_rs.meta.validate(schema)
    except jsonschema_rs.ValidationError as wrong:
        raise bad_schema(f"expected a JSON Schema: {wrong.message}") from None


def a_strict_schema_keeps_to_its_subset(body: Body, service: Service) -> None:
    asked = wanted(body)
    if asked.strict and asked.schema is not None:
        for complaint in complaints(asked.schema):
            raise bad_schema(complaint)


RULES = (a_format_is_well_named, a_format_has_a_schema_of_an_object, a_strict_schema_keeps_to_its_subset)
