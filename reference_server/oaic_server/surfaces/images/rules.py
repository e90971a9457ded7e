"""What a request for pictures must satisfy beyond its schema; in the order it is asked."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.rules import NOT_YET, Rule, the_model_exists
from oaic_server.exchange.complaint import INVALID_VALUE
from oaic_server.exchange.refusal import Refusal
from oaic_server.parrot.picture import FORMATS, LONGEST_SIDE
from oaic_server.state.service import Service
from oaic_server.surfaces.images.wish import sides

Body = dict[str, Any]
MOVING_OR_DRAWN = ("complexity", "frame_count", "frame_duration_ms", "svg", "markup")


def the_format_is_painted(body: Body, service: Service) -> None:
    asked = body.get("output_format") or "png"
    if asked not in FORMATS:
        raise unsupported("output_format", f"expected one of {', '.join(FORMATS)}, found {asked}")
    for param in MOVING_OR_DRAWN:
        if body.get(param) is not None:
            raise unsupported(param, NOT_YET)


def the_format_can_be_clear(body: Body, service: Service) -> None:
    if body.get("background") == "transparent" and body.get("output_format") == "jpeg":
        message = "background: expected opaque where output_format is jpeg, found transparent"
        raise Refusal(400, message, code=INVALID_VALUE, param="background")


def the_size_is_within_reach(body: Body, service: Service) -> None:
    longest = max(sides(body.get("size")))
    if longest > LONGEST_SIDE:
        message = f"size: expected at most {LONGEST_SIDE} pixels a side, found {longest}"
        raise Refusal(400, message, code=INVALID_VALUE, param="size")


def a_stream_has_no_addresses(body: Body, service: Service) -> None:
    """Its events have no place for one."""
    if body.get("stream") and body.get("response_format") == "url":
        message = "response_format: expected b64_json where stream is true, found url"
        raise Refusal(400, message, code=INVALID_VALUE, param="response_format")


def unsupported(param: str, why: str) -> Refusal:
    return Refusal(400, f"{param}: {why}", code="unsupported_parameter", param=param)


PAINTING: tuple[Rule, ...] = (
    the_format_is_painted,
    the_format_can_be_clear,
    the_size_is_within_reach,
    a_stream_has_no_addresses,
    the_model_exists,
)
RULES: dict[str, tuple[Rule, ...]] = {
    "createImage": PAINTING,
    "createImageEdit": PAINTING,
    "createImageVariation": PAINTING,
}
