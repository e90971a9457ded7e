"""What a request for a chat wants its answer to be."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.formats.format import TEXT, Format, declared
from oaic_server.answering.formats.rules import require_sound
from oaic_server.state.service import Service

Body = dict[str, Any]


def wanted(body: Body) -> Format:
    asked = body.get("response_format")
    if not asked:
        return TEXT
    return declared(asked["type"], asked.get("json_schema", {}), "response_format.json_schema")


def the_format_is_sound(body: Body, service: Service) -> None:
    require_sound(wanted(body), service.settings)
