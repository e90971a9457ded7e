"""Refusals that are none, or name the wrong fault."""

from __future__ import annotations

import re

from oaic_server.exchange.reply import EVENT_STREAM, Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.errors.guesses import ANY_MODEL, GREETING, at_least, guess, mended, with_body
from oaic_server.faults.errors.parts import about_parts
from oaic_server.faults.errors.replies import WRONG, error, recoded
from oaic_server.faults.operations import CHAT

FOR_THE_BODY = (400, 404)


LARGE = 2**16


ELSEWHERE = {"tools", "tool_choice", "functions", "response_format"}


@fault("errors.answered", on=CHAT)
def empty_messages_end_the_connection(reply: Reply) -> None:
    if reply.status == WRONG and reply.request.members.get("messages") == []:
        reply.wire.cut_after = 0


@fault("errors.answered:hangs", on=CHAT)
def messages_that_are_text_are_never_answered(reply: Reply) -> None:
    if wrong_text(reply) and isinstance(reply.request.members.get("messages"), str) and not reply.request.stream:
        reply.wire.wait = 60


@fault("errors.not-in-a-success", on=CHAT)
def errors_have_status_200(reply: Reply) -> None:
    if reply.status in FOR_THE_BODY:
        reply.status = 200


@fault("errors.not-in-a-success:flat", on=CHAT)
def flat_errors_have_status_200(reply: Reply) -> None:
    if reply.status in FOR_THE_BODY:
        reply.status, reply.body = 200, {"object": "error", **error(reply), "code": reply.status}


@fault("errors.streamed-is-json", on=CHAT)
def streams_are_refused_in_a_stream(reply: Reply) -> None:
    """The refusal of a streaming request is an event of a stream with status 200."""
    if reply.status in FOR_THE_BODY and reply.request.stream:
        streamed(reply, 200)


@fault("errors.streamed-is-json:with-its-status", on=CHAT)
def streams_are_refused_in_an_event_of_a_4xx(reply: Reply) -> None:
    if reply.status in FOR_THE_BODY and reply.request.stream:
        streamed(reply, reply.status)


@fault("errors.client-fault", on=CHAT, also={"chat.refusals.client-fault": "options beyond their limits are wrong too"})
def a_wrong_request_is_an_internal_error(reply: Reply) -> None:
    if wrong_text(reply):
        reply.status = 500


@fault("errors.status", on=CHAT)
def a_wrong_body_is_unprocessable(reply: Reply) -> None:
    if reply.status == WRONG:
        reply.status = 422


@fault("errors.not-a-rate-limit", on=CHAT)
def a_chat_without_messages_is_told_to_wait(reply: Reply) -> None:
    if reply.status == WRONG and reply.request.members and "messages" not in reply.request.members:
        reply.status = 429
        reply.set_header("retry-after", "0")


@fault("errors.absent-in-success", on=CHAT)
def a_success_has_an_error_of_null(reply: Reply) -> None:
    if not reply.is_error and isinstance(reply.body, dict):
        reply.body["error"] = None


@fault("errors.type", on=CHAT)
def the_type_is_the_name_of_an_exception(reply: Reply) -> None:
    if reply.status == WRONG:
        error(reply)["type"] = "BadRequestError"


@fault("errors.param", on=CHAT, also={"chat.refusals.param": "options beyond their limits have no other param"})
def no_member_is_named(reply: Reply) -> None:
    if wrong_text(reply):
        error(reply)["param"] = None


@fault("errors.param:dots", on=CHAT)
def steps_are_joined_by_dots(reply: Reply) -> None:
    if wrong_text(reply) and error(reply)["param"]:
        error(reply)["param"] = error(reply)["param"].replace("[", ".").replace("]", "")


@benign("errors.param-above")
def only_the_outermost_member_is_named(reply: Reply) -> None:
    if reply.is_error and error(reply)["param"]:
        error(reply)["param"] = re.split(r"[.\[]", error(reply)["param"])[0]


@fault("errors.empty-messages.code", on=CHAT)
def an_empty_array_is_a_short_one(reply: Reply) -> None:
    recoded(reply, "empty_array", "array_below_min_length")


@benign("errors.more-members")
def errors_say_more_than_they_must(reply: Reply) -> None:
    if reply.is_error:
        reply.body["request_id"] = "req_1"
        error(reply)["help"] = "https://example.org/errors"


@benign("errors.charset")
def errors_name_their_charset(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("content-type", "application/json; charset=UTF-8")


def wrong_text(reply: Reply) -> bool:
    """Whether a chat for plain text was wrong; tools, formats, parts and large bodies have faults of their own."""
    if reply.status != WRONG or len(reply.request.raw) >= LARGE or about_parts(reply.request.members):
        return False
    return not ELSEWHERE & reply.request.members.keys()


def streamed(reply: Reply, status: int) -> None:
    reply.status, reply.frames, reply.body = status, [Frame(reply.body)], None
    reply.set_header("content-type", EVENT_STREAM)


@guess("errors.malformed-json.refused")
def a_missing_brace_is_added(request: Request) -> Request | None:
    return with_body(request, {"model": ANY_MODEL, "messages": [GREETING]}) if request.malformed else None


@guess("errors.not-an-object.refused")
def an_array_is_taken_for_its_first_element(request: Request) -> Request | None:
    return with_body(request, request.body[0]) if isinstance(request.body, list) else None


@guess("errors.wrong-media-type.refused")
def any_media_type_will_do(request: Request) -> Request:
    return request.excuse("media_type")


@guess("errors.empty-messages.refused")
def no_message_is_taken_for_a_greeting(request: Request) -> Request | None:
    return mended(request, messages=[GREETING]) if request.members.get("messages") == [] else None


@guess("errors.negative-limit.refused")
def a_negative_limit_is_taken_for_one(request: Request) -> Request | None:
    return at_least(request, "max_tokens", 1)
