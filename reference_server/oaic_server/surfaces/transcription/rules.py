"""What a request to write speech down must satisfy beyond its schema; in the order it is asked."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.rules import Rule, the_model_exists
from oaic_server.exchange.complaint import INVALID_VALUE
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.service import Service

Body = dict[str, Any]
STREAMED = ("json", "text", "diarized_json")


def times_are_told_verbosely(body: Body, service: Service) -> None:
    if body.get("timestamp_granularities") and form(body) != "verbose_json":
        message = "timestamp_granularities: expected only where response_format is verbose_json"
        raise Refusal(400, message, code=INVALID_VALUE, param="timestamp_granularities")


def the_form_can_be_streamed(body: Body, service: Service) -> None:
    if body.get("stream") and form(body) not in STREAMED:
        message = f"response_format: expected one of {', '.join(STREAMED)} where stream is true, found {form(body)}"
        raise Refusal(400, message, code=INVALID_VALUE, param="response_format")


def logprobs_have_a_place(body: Body, service: Service) -> None:
    if body.get("include") and form(body) != "json":
        message = f"include: expected only where response_format is json, found {form(body)}"
        raise Refusal(400, message, code=INVALID_VALUE, param="include")


def form(body: Body) -> str:
    return str(body.get("response_format") or "json")


RULES: dict[str, tuple[Rule, ...]] = {
    "createTranscription": (
        the_model_exists,
        times_are_told_verbosely,
        the_form_can_be_streamed,
        logprobs_have_a_place,
    ),
}
