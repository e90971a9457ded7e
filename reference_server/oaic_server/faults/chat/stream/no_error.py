"""Errors in streams that were begun with 200."""

from __future__ import annotations

from oaic_server.exchange.reply import DONE, Frame, Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import in_streamed_texts
from oaic_server.faults.chat.stream.whole import before_done
from oaic_server.faults.operations import CHAT


@fault("chat.stream.no-error", on=CHAT)
def an_error_comes_at_the_end(reply: Reply) -> None:
    error = {"message": "Out of breath.", "type": "server_error", "param": None, "code": None}
    before_done(reply, {"error": error})


@fault("chat.stream.no-error:alone", on=CHAT)
@in_streamed_texts
def an_error_is_all_that_comes(reply: Reply) -> None:
    error = {"message": "Out of order.", "type": "server_error", "param": None, "code": None}
    reply.frames = [Frame({"error": error}), Frame(DONE)]


@fault("chat.stream.no-error:a-string", on=CHAT)
def an_error_is_a_string(reply: Reply) -> None:
    before_done(reply, {"error": "Out of breath."})


@fault("chat.stream.no-error:detail", on=CHAT)
def an_error_is_told_as_a_framework_does(reply: Reply) -> None:
    before_done(reply, {"detail": "Out of breath."})


@fault("chat.stream.no-error:flat", on=CHAT)
def an_error_has_no_envelope(reply: Reply) -> None:
    before_done(reply, {"object": "error", "message": "Out of breath.", "type": "server_error", "code": 50001})


@fault("chat.stream.no-error:named", on=CHAT)
def an_error_is_told_by_the_name_of_its_event(reply: Reply) -> None:
    if reply.frames:
        reply.frames.insert(-1, Frame({"reason": "Out of breath."}, event="error"))
