"""Options of a chat that are refused, or misread where they are null."""

from __future__ import annotations

from typing import Any

from oaic_server.faults import fault
from oaic_server.faults.answers import CHAT, choices, in_texts
from oaic_server.refusal import SERVER_FAULT, Refusal
from oaic_server.reply import Reply
from oaic_server.request import Request


@fault("chat.options.accepted", stage="answer", on=CHAT)
def labels_are_not_known(request: Request) -> None:
    refuse(request, lambda name, value: name in ("metadata", "store") and value is not None)


@fault("chat.options.accepted:penalties", stage="answer", on=CHAT)
def penalties_are_not_known(request: Request) -> None:
    refuse(request, lambda name, value: name.endswith("_penalty") and value is not None)


@fault("chat.options.null", stage="answer", on=CHAT)
def null_stream_options_are_refused(request: Request) -> None:
    refuse(request, lambda name, value: name == "stream_options" and value is None)


@fault("chat.options.null:any", stage="answer", on=CHAT)
def null_is_refused(request: Request) -> None:
    refuse(request, lambda name, value: value is None)


@fault("chat.options.null:feature", stage="answer", on=CHAT)
def a_null_effort_breaks_the_server(request: Request) -> Reply | None:
    if request.stream or request.body.get("reasoning_effort", "") is not None:
        return None
    return Refusal(500, "The server failed.", code="server_error", kind=SERVER_FAULT).reply(request)


@fault("chat.options.null-is-absent", on=CHAT)
@in_texts
def n_null_means_two(reply: Reply) -> None:
    """`n: null` is read as two."""
    if "n" in reply.request.body and reply.request.body["n"] is None:
        reply.body["choices"] = [*choices(reply), {**choices(reply)[0], "index": 1}]


def refuse(request: Request, unwanted: Any) -> None:
    if request.stream:
        return
    for name, value in request.body.items():
        if unwanted(name, value):
            raise Refusal(422, f"{name}: extra inputs are not permitted", code="extra_forbidden", param=name)
