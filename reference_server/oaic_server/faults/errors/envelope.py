"""Faults of the envelope."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.errors.replies import WRONG, error
from oaic_server.faults.operations import CHAT


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
