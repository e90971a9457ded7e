"""Models, roles and parts nobody knows, taken all the same."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.errors.guesses import ANY_MODEL, guess, mended, respoken, worded
from oaic_server.faults.errors.replies import recoded
from oaic_server.faults.operations import CHAT


@fault("errors.unknown-model.status", on=CHAT)
def an_unknown_model_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400


@fault("errors.unknown-role.code", on=CHAT)
def a_wrong_value_has_no_code(reply: Reply) -> None:
    recoded(reply, "invalid_value", None)


@fault("errors.unknown-model.code", on=CHAT)
def a_missing_model_has_no_code(reply: Reply) -> None:
    recoded(reply, "model_not_found", None)


@guess("errors.unknown-role.refused")
def an_unknown_role_is_taken_for_the_user(request: Request) -> Request | None:
    return respoken(request, lambda message: message | {"role": "user"} if message.get("role") == "parrot" else message)


@guess("errors.unknown-part.refused")
def unknown_parts_are_taken_for_text(request: Request) -> Request | None:
    return respoken(request, lambda message: worded(message, legible))


@guess("errors.unknown-model.refused")
def whatever_is_loaded_answers(request: Request) -> Request | None:
    """A model that is not there is answered by the one that is."""
    asked = request.members.get("model")
    return mended(request, model=ANY_MODEL) if isinstance(asked, str) and asked.startswith("no-such-") else None


def legible(content: Any) -> Any:
    if not isinstance(content, list):
        return content
    return [{"type": "text", "text": "…"} if smells(part) else part for part in content]


def smells(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "smell"
