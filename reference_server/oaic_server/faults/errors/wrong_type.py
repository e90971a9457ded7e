"""Members of the wrong type, taken for something."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.errors.guesses import ANY_MODEL, GREETING, guess, mended, respoken, worded
from oaic_server.faults.errors.replies import recoded
from oaic_server.faults.operations import CHAT


@fault("errors.wrong-type.code", on=CHAT)
def a_wrong_type_is_a_wrong_value(reply: Reply) -> None:
    recoded(reply, "invalid_type", "invalid_value")


@guess("errors.wrong-type-messages.refused")
def text_is_taken_for_one_message(request: Request) -> Request | None:
    return unless(request, "messages", str, [GREETING])


@guess("errors.wrong-type-null-messages.refused")
def null_is_taken_for_no_message(request: Request) -> Request | None:
    return unless(request, "messages", type(None), [GREETING])


@guess("errors.wrong-type-entry.refused")
def text_among_the_messages_is_taken_for_one(request: Request) -> Request | None:
    return respoken(request, lambda message: {"role": "user", "content": message}, str)


@guess("errors.wrong-type-content.refused")
def a_number_is_spelt_out(request: Request) -> Request | None:
    return respoken(request, lambda message: worded(message, spelt_out))


@guess("errors.wrong-type-model.refused")
def a_number_is_taken_for_any_model(request: Request) -> Request | None:
    return unless(request, "model", int, ANY_MODEL)


@guess("errors.wrong-type-limit.refused")
def a_limit_in_words_is_no_limit(request: Request) -> Request | None:
    return unless(request, "max_tokens", str, None)


@guess("errors.wrong-type-temperature.refused")
def a_temperature_in_words_is_dropped(request: Request) -> Request | None:
    return unless(request, "temperature", str, None)


@guess("errors.wrong-type-stop.refused")
def a_stop_that_is_a_number_is_dropped(request: Request) -> Request | None:
    return unless(request, "stop", int, None)


@guess("errors.wrong-type-streaming.refused")
def yes_is_taken_for_no(request: Request) -> Request | None:
    return unless(request, "stream", str, False)


@guess("errors.wrong-type-options.refused")
def stream_options_in_words_are_dropped(request: Request) -> Request | None:
    return unless(request, "stream_options", str, None)


def unless(request: Request, name: str, wrong: type, value: Any) -> Request | None:
    """With that value where the member has the wrong type."""
    return mended(request, **{name: value}) if type(request.members.get(name, ...)) is wrong else None


def spelt_out(content: Any) -> Any:
    return str(content) if isinstance(content, int) else content
