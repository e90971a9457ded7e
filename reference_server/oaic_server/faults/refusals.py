"""Wrong requests that are guessed at: each fault mends one, and answers as if it had been right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from oaic_server.faults import fault
from oaic_server.request import Request

CHAT = "createChatCompletion"
GREETING = {"role": "user", "content": "Say hello."}
ANY_MODEL = "parrot-1"


def guess(id: str) -> Callable[[Callable[[Request], Request | None]], Callable[[Request], Request | None]]:
    return fault(id, stage="request", on=CHAT)


# --- bodies ------------------------------------------------------------------------------------------


@guess("errors.malformed-json.refused")
def a_missing_brace_is_added(request: Request) -> Request | None:
    return with_body(request, {"model": ANY_MODEL, "messages": [GREETING]}) if request.malformed else None


@guess("errors.not-an-object.refused")
def an_array_is_taken_for_its_first_element(request: Request) -> Request | None:
    return with_body(request, request.body[0]) if isinstance(request.body, list) else None


@guess("errors.wrong-media-type.refused")
def any_media_type_will_do(request: Request) -> Request:
    return request.excuse("media_type")


# --- members that are missing ------------------------------------------------------------------------


@guess("errors.missing-messages.refused")
def a_chat_may_begin_with_nothing(request: Request) -> Request | None:
    return None if "messages" in members(request) else mended(request, messages=[GREETING])


@guess("errors.missing-model.refused")
def a_model_is_chosen_where_none_is_named(request: Request) -> Request | None:
    return None if "model" in members(request) else mended(request, model=ANY_MODEL)


@guess("errors.missing-role.refused")
def whoever_speaks_is_the_user(request: Request) -> Request | None:
    return respoken(request, lambda message: {"role": "user"} | message)


@guess("errors.missing-content.refused")
def silence_is_taken_for_empty_text(request: Request) -> Request | None:
    return respoken(request, lambda message: {"content": ""} | message)


@guess("errors.empty-messages.refused")
def no_message_is_taken_for_a_greeting(request: Request) -> Request | None:
    return mended(request, messages=[GREETING]) if members(request).get("messages") == [] else None


# --- members of the wrong type -----------------------------------------------------------------------


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


# --- values that do not exist ------------------------------------------------------------------------


@guess("errors.unknown-role.refused")
def an_unknown_role_is_taken_for_the_user(request: Request) -> Request | None:
    return respoken(request, lambda message: message | {"role": "user"} if message.get("role") == "parrot" else message)


@guess("errors.unknown-part.refused")
def unknown_parts_are_taken_for_text(request: Request) -> Request | None:
    return respoken(request, lambda message: worded(message, legible))


@guess("errors.unknown-model.refused")
def whatever_is_loaded_answers(request: Request) -> Request | None:
    """A model that is not there is answered by the one that is."""
    asked = members(request).get("model")
    return mended(request, model=ANY_MODEL) if isinstance(asked, str) and asked.startswith("no-such-") else None


# --- values out of range -----------------------------------------------------------------------------


@guess("errors.out-of-range-temperature.refused")
def a_negative_temperature_is_taken_for_none(request: Request) -> Request | None:
    return at_least(request, "temperature", 0)


@guess("errors.out-of-range-top-p.refused")
def a_negative_top_p_is_taken_for_none(request: Request) -> Request | None:
    return at_least(request, "top_p", 0)


@guess("errors.out-of-range-n.refused")
def no_answer_is_taken_for_one(request: Request) -> Request | None:
    return at_least(request, "n", 1)


@guess("errors.out-of-range-logprobs.refused")
def too_many_alternatives_are_cut_to_a_few(request: Request) -> Request | None:
    return mended(request, top_logprobs=20) if members(request).get("top_logprobs") == 99 else None


@guess("errors.negative-limit.refused")
def a_negative_limit_is_taken_for_one(request: Request) -> Request | None:
    return at_least(request, "max_tokens", 1)


# --- what makes sense only beside something else -----------------------------------------------------


@guess("errors.stray-stream-options.refused")
def stream_options_without_a_stream_are_dropped(request: Request) -> Request | None:
    return mended(request, stream_options=None) if not members(request).get("stream") else None


@guess("errors.stray-top-logprobs.refused")
def top_logprobs_without_logprobs_are_dropped(request: Request) -> Request | None:
    return mended(request, top_logprobs=None) if not members(request).get("logprobs") else None


# --- mending -----------------------------------------------------------------------------------------


def members(request: Request) -> dict[str, Any]:
    """The members of a body that is an object; none of another."""
    return request.body if isinstance(request.body, dict) else {}


def with_body(request: Request, body: Any) -> Request:
    return replace(request, body=body, malformed=None)


def mended(request: Request, **changes: Any) -> Request | None:
    return with_body(request, request.body | changes) if isinstance(request.body, dict) else None


def unless(request: Request, name: str, wrong: type, value: Any) -> Request | None:
    """With that value where the member has the wrong type."""
    return mended(request, **{name: value}) if type(members(request).get(name, ...)) is wrong else None


def at_least(request: Request, name: str, low: int) -> Request | None:
    found = members(request).get(name)
    return mended(request, **{name: low}) if isinstance(found, int) and found < low else None


def respoken(request: Request, change: Callable[[Any], Any], kind: type = dict) -> Request | None:
    """With every message of that type changed."""
    messages = members(request).get("messages")
    if not isinstance(messages, list):
        return None
    return mended(request, messages=[change(one) if isinstance(one, kind) else one for one in messages])


def worded(message: dict[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    return message | {"content": change(message["content"])} if "content" in message else message


def spelt_out(content: Any) -> Any:
    return str(content) if isinstance(content, int) else content


def legible(content: Any) -> Any:
    if not isinstance(content, list):
        return content
    return [{"type": "text", "text": "…"} if smells(part) else part for part in content]


def smells(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "smell"
