"""Faults in who speaks."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.stream.replies import choices, later
from oaic_server.faults.operations import CHAT


@fault("chat.stream.role-value", on=CHAT)
def later_roles_are_empty(reply: Reply) -> None:
    for choice in later(reply):
        choice["delta"]["role"] = ""


@fault("chat.stream.role-value:null", on=CHAT)
def later_roles_are_null(reply: Reply) -> None:
    for choice in later(reply):
        choice["delta"]["role"] = None


@fault("chat.stream.role", on=CHAT)
def nobody_speaks(reply: Reply) -> None:
    for choice in choices(reply):
        choice["delta"].pop("role", None)


@fault("chat.stream.role:user", on=CHAT)
def the_user_speaks(reply: Reply) -> None:
    for choice in choices(reply):
        if "role" in choice["delta"]:
            choice["delta"]["role"] = "user"


@fault("chat.stream.role-first", on=CHAT)
def the_role_comes_last(reply: Reply) -> None:
    nobody_speaks(reply)
    for choice in choices(reply):
        if choice["finish_reason"]:
            choice["delta"]["role"] = "assistant"


@fault("chat.stream.role-once", on=CHAT)
def every_delta_has_the_role(reply: Reply) -> None:
    for choice in choices(reply):
        choice["delta"]["role"] = "assistant"
