"""Members that are null, and are refused or read as something."""

from __future__ import annotations

from oaic_server.exchange.refusal import SERVER_FAULT, Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.options.replies import refuse_unstreamed
from oaic_server.faults.chat.replies import choices, in_texts
from oaic_server.faults.operations import CHAT


@fault("chat.options.null", stage="answer", on=CHAT)
def null_stream_options_are_refused(request: Request) -> None:
    refuse_unstreamed(request, lambda name, value: name == "stream_options" and value is None)


@fault("chat.options.null:any", stage="answer", on=CHAT)
def null_is_refused(request: Request) -> None:
    refuse_unstreamed(request, lambda name, value: value is None)


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
