"""What is missing is made up."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.errors.guesses import ANY_MODEL, GREETING, guess, mended, respoken
from oaic_server.faults.errors.replies import recoded
from oaic_server.faults.operations import CHAT


@fault("errors.missing.code", on=CHAT)
def a_missing_member_has_no_code(reply: Reply) -> None:
    recoded(reply, "missing_required_parameter", None)


@guess("errors.missing-messages.refused")
def a_chat_may_begin_with_nothing(request: Request) -> Request | None:
    return None if "messages" in request.members else mended(request, messages=[GREETING])


@guess("errors.missing-model.refused")
def a_model_is_chosen_where_none_is_named(request: Request) -> Request | None:
    return None if "model" in request.members else mended(request, model=ANY_MODEL)


@guess("errors.missing-role.refused")
def whoever_speaks_is_the_user(request: Request) -> Request | None:
    return respoken(request, lambda message: {"role": "user"} | message)


@guess("errors.missing-content.refused")
def silence_is_taken_for_empty_text(request: Request) -> Request | None:
    return respoken(request, lambda message: {"content": ""} | message)
