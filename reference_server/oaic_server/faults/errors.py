"""Refusals that break what clients read them by: status, place, envelope, names."""

from __future__ import annotations

from typing import Any

from oaic_server.faults import benign, fault
from oaic_server.faults.part_errors import about_parts
from oaic_server.reply import EVENT_STREAM, Frame, Reply

CHAT = "createChatCompletion"
WRONG = 400
FOR_THE_BODY = (400, 404)
LARGE = 2**16
ELSEWHERE = {"tools", "tool_choice", "functions", "response_format"}


# --- as a refusal ------------------------------------------------------------------------------------


@fault("errors.answered", on=CHAT)
def empty_messages_end_the_connection(reply: Reply) -> None:
    if reply.status == WRONG and said(reply).get("messages") == []:
        reply.wire.cut_after = 0


@fault("errors.answered:hangs", on=CHAT)
def messages_that_are_text_are_never_answered(reply: Reply) -> None:
    if wrong_text(reply) and isinstance(said(reply).get("messages"), str) and not reply.request.stream:
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


@fault("errors.unknown-model.status", on=CHAT)
def an_unknown_model_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400


@fault("errors.not-a-rate-limit", on=CHAT)
def a_chat_without_messages_is_told_to_wait(reply: Reply) -> None:
    if reply.status == WRONG and said(reply) and "messages" not in said(reply):
        reply.status = 429
        reply.set_header("retry-after", "0")


# --- the envelope ------------------------------------------------------------------------------------


@fault("errors.envelope.content-type", on=CHAT)
def errors_are_declared_as_html(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("content-type", "text/html")


@fault("errors.envelope.json", on=CHAT)
def errors_are_plain_text(reply: Reply) -> None:
    if reply.status == WRONG:
        reply.body = b"Bad Request"


@fault("errors.envelope.json:empty", on=CHAT)
def errors_have_no_body(reply: Reply) -> None:
    if reply.status == WRONG:
        reply.body = b""


@fault("errors.envelope.object", on=CHAT)
def the_error_stands_by_itself(reply: Reply) -> None:
    if reply.status == WRONG:
        reply.body = {"object": "error", **error(reply), "code": WRONG}


@fault("errors.envelope.object:text", on=CHAT)
def the_error_is_its_message(reply: Reply) -> None:
    if reply.status == WRONG:
        reply.body = {"error": error(reply)["message"]}


@fault("errors.envelope.object:detail", on=CHAT)
def the_error_is_called_detail(reply: Reply) -> None:
    if reply.status == WRONG:
        reply.body = {"detail": [{"loc": ["body"], "msg": error(reply)["message"], "type": "value_error"}]}


@fault("errors.envelope.object:problem", on=CHAT)
def the_error_is_a_problem_of_rfc_9457(reply: Reply) -> None:
    if reply.status == WRONG:
        reply.body = {"type": "about:blank", "title": error(reply)["message"], "status": WRONG}


@fault("errors.envelope.object:wrapped", on=CHAT)
def the_error_is_one_of_several(reply: Reply) -> None:
    if reply.status == WRONG:
        errors = [{"code": 7009, "message": error(reply)["message"]}]
        reply.body = {"result": None, "success": False, "errors": errors}


@fault("errors.envelope.message", on=CHAT)
def the_message_is_an_object(reply: Reply) -> None:
    if reply.status == WRONG:
        error(reply)["message"] = {"detail": [error(reply)["message"]]}


@fault("errors.envelope.message-not-empty", on=CHAT)
def the_message_is_empty(reply: Reply) -> None:
    if reply.status == WRONG:
        error(reply)["message"] = ""


@fault("errors.envelope.type", on=CHAT)
def the_error_has_no_type(reply: Reply) -> None:
    if reply.status == WRONG:
        del error(reply)["type"]


@fault("errors.envelope.param", on=CHAT)
def the_error_has_no_param(reply: Reply) -> None:
    if reply.status == WRONG:
        del error(reply)["param"]


@fault("errors.envelope.param:list", on=CHAT)
def the_param_is_a_path_in_steps(reply: Reply) -> None:
    if reply.status == WRONG:
        error(reply)["param"] = ["body", error(reply)["param"]]


@fault("errors.envelope.code", on=CHAT)
def the_code_is_the_status(reply: Reply) -> None:
    if reply.status == WRONG:
        error(reply)["code"] = WRONG


@fault("errors.envelope.no-answer", on=CHAT)
def a_refusal_has_choices(reply: Reply) -> None:
    if reply.status == WRONG:
        reply.body["choices"] = []


@fault("errors.absent-in-success", on=CHAT)
def a_success_has_an_error_of_null(reply: Reply) -> None:
    if not reply.is_error and isinstance(reply.body, dict):
        reply.body["error"] = None


# --- what is named -----------------------------------------------------------------------------------


@fault("errors.type", on=CHAT)
def the_type_is_the_name_of_an_exception(reply: Reply) -> None:
    if reply.status == WRONG:
        error(reply)["type"] = "BadRequestError"


@fault("errors.param", on=CHAT, also={"chat.refusals.param": "options beyond their limits have no other param"})
def no_member_is_named(reply: Reply) -> None:
    if wrong_text(reply):
        error(reply)["param"] = None


@fault("errors.param:root", on=CHAT)
def only_the_outermost_member_is_named(reply: Reply) -> None:
    if wrong_text(reply) and error(reply)["param"]:
        error(reply)["param"] = error(reply)["param"].partition("[")[0]


@fault("errors.missing.code", on=CHAT)
def a_missing_member_has_no_code(reply: Reply) -> None:
    recoded(reply, "missing_required_parameter", None)


@fault("errors.wrong-type.code", on=CHAT)
def a_wrong_type_is_a_wrong_value(reply: Reply) -> None:
    recoded(reply, "invalid_type", "invalid_value")


@fault("errors.empty-messages.code", on=CHAT)
def an_empty_array_is_a_short_one(reply: Reply) -> None:
    recoded(reply, "empty_array", "array_below_min_length")


@fault("errors.out-of-range.code", on=CHAT)
def a_value_out_of_range_is_a_wrong_value(reply: Reply) -> None:
    recoded(reply, "decimal_below_min_value", "invalid_value")


@fault("errors.unknown-role.code", on=CHAT)
def a_wrong_value_has_no_code(reply: Reply) -> None:
    recoded(reply, "invalid_value", None)


@fault("errors.unknown-model.code", on=CHAT)
def a_missing_model_has_no_code(reply: Reply) -> None:
    recoded(reply, "model_not_found", None)


# --- legal oddities ----------------------------------------------------------------------------------


@benign("errors.more-members")
def errors_say_more_than_they_must(reply: Reply) -> None:
    if reply.is_error:
        reply.body["request_id"] = "req_1"
        error(reply)["help"] = "https://example.org/errors"


@benign("errors.charset")
def errors_name_their_charset(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("content-type", "application/json; charset=UTF-8")


def error(reply: Reply) -> dict[str, Any]:
    found: dict[str, Any] = reply.body["error"]
    return found


def said(reply: Reply) -> dict[str, Any]:
    """The members of the request."""
    return reply.request.body if isinstance(reply.request.body, dict) else {}


def wrong_text(reply: Reply) -> bool:
    """Whether a chat for plain text was wrong; tools, formats, parts and large bodies have faults of their own."""
    if reply.status != WRONG or len(reply.request.raw) >= LARGE or about_parts(said(reply)):
        return False
    return not ELSEWHERE & said(reply).keys()


def recoded(reply: Reply, code: str, other: str | None) -> None:
    if reply.is_error and error(reply)["code"] == code:
        error(reply)["code"] = other


def streamed(reply: Reply, status: int) -> None:
    reply.status, reply.frames, reply.body = status, [Frame(reply.body)], None
    reply.set_header("content-type", EVENT_STREAM)
