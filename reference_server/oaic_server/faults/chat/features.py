"""Faults of options that shape the choice of words."""

from __future__ import annotations

from oaic_server.exchange.refusal import SERVER_FAULT, Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import asks_for_text, in_answers, valid
from oaic_server.faults.operations import CHAT

LIVELY = ("reasoning_effort", "verbosity")


@fault("chat.features.granted", stage="answer", on=CHAT)
def a_prediction_breaks_the_server(request: Request) -> Reply | None:
    if not valid(request, "prediction"):
        return None
    return Refusal(500, "The server failed.", code="server_error", kind=SERVER_FAULT).reply(request)


@fault("chat.features.granted:nameless", stage="answer", on=CHAT)
def what_a_model_cannot_do_is_a_bad_request(request: Request) -> Reply | None:
    return Refusal(400, "That is not possible here.").reply(request) if valid(request, *LIVELY) else None


@benign("chat.features-refused", stage="answer", on=CHAT)
def features_are_refused_by_name(request: Request) -> Reply | None:
    for name in (*LIVELY, "prediction", "safety_identifier", "prompt_cache_key"):
        if asks_for_text(request) and name in request.body:
            message = f"{name}: this model does without"
            return Refusal(400, message, code="unsupported_parameter", param=name).reply(request)
    return None


@fault("chat.features.counted", on=CHAT)
@in_answers
def thoughts_are_not_counted(reply: Reply) -> None:
    usage = reply.body["usage"]
    thought = usage["completion_tokens_details"]["reasoning_tokens"]
    usage["completion_tokens"] -= thought
    usage["total_tokens"] -= thought
