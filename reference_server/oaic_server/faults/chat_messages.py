"""Prompts that a server should take and that this one refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.faults import fault
from oaic_server.faults.answers import CHAT, asks_for_text
from oaic_server.refusal import Refusal
from oaic_server.request import Request

Message = dict[str, Any]


@fault("chat.messages.system", stage="answer", on=CHAT, also={"chat.messages.instructions-in-parts": "it is one too"})
def no_system_message_is_taken(request: Request) -> None:
    refuse(request, lambda message: message["role"] == "system")


@fault("chat.messages.developer", stage="answer", on=CHAT, also={"chat.messages.developer-in-parts": "it is one too"})
def no_developer_message_is_taken(request: Request) -> None:
    refuse(request, lambda message: message["role"] == "developer")


@fault("chat.messages.history", stage="answer", on=CHAT, also={"chat.messages.round-trip": "it is history too"})
def no_history_is_taken(request: Request) -> None:
    earlier = request.body["messages"][:-1]
    refuse(request, lambda message: any(message is each for each in earlier) and spoke(message))


@fault("chat.messages.parts", stage="answer", on=CHAT)
def no_parts_are_taken_from_users(request: Request) -> None:
    refuse(request, lambda message: message["role"] == "user" and in_parts(message))


@fault("chat.messages.instructions-in-parts", stage="answer", on=CHAT)
def no_parts_are_taken_as_instructions(request: Request) -> None:
    refuse(request, lambda message: message["role"] == "system" and in_parts(message))


@fault("chat.messages.round-trip", stage="answer", on=CHAT)
def no_message_is_taken_as_it_was_given(request: Request) -> None:
    refuse(request, lambda message: spoke(message) and "annotations" in message)


def refuse(request: Request, unwanted: Callable[[Message], bool]) -> None:
    if not asks_for_text(request):
        return
    for number, message in enumerate(request.body["messages"]):
        if unwanted(message):
            param = f"messages[{number}]"
            raise Refusal(400, f"{param}: not a message this server knows", code="invalid_value", param=param)


def spoke(message: Message) -> bool:
    return message["role"] == "assistant" and "tool_calls" not in message


def in_parts(message: Message) -> bool:
    return isinstance(message.get("content"), list)
