"""Pasts that a server should take, and that this one refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import asks_for_text, in_texts, messages
from oaic_server.faults.operations import CHAT

MOST_MESSAGES = 30


@fault("chat.messages.developer-in-parts", stage="answer", on=CHAT)
def no_parts_are_taken_from_developers(request: Request) -> None:
    refuse(request, lambda message: message["role"] == "developer" and in_parts(message))


@fault("chat.messages.answer-in-parts", stage="answer", on=CHAT)
def no_parts_are_taken_as_an_answer(request: Request) -> None:
    refuse(request, lambda message: "text" in kinds_of_an_answer(message))


@fault("chat.messages.refusal-part", stage="answer", on=CHAT)
def no_part_is_taken_as_a_refusal(request: Request) -> None:
    refuse(request, lambda message: "refusal" in kinds_of_an_answer(message))


@fault("chat.messages.empty-text", stage="answer", on=CHAT)
def no_empty_text_is_taken(request: Request) -> None:
    refuse(request, lambda message: message.get("content") == "")


@fault("chat.messages.names", stage="answer", on=CHAT)
def only_users_have_names(request: Request) -> None:
    refuse(request, lambda message: message["role"] != "user" and "name" in message)


@fault("chat.messages.null-members", stage="answer", on=CHAT)
def no_member_may_be_null(request: Request) -> None:
    refuse(request, lambda message: None in (message.get("audio", ""), message.get("function_call", "")))


@fault("chat.messages.same-role", stage="answer", on=CHAT)
def roles_must_alternate(request: Request) -> None:
    """The template of many a model insists on turns."""
    same = [later for former, later in pairwise(spoken(request)) if former["role"] == later["role"]]
    refuse(request, lambda message: any(message is each for each in same))


@fault("chat.messages.late-system", stage="answer", on=CHAT)
def instructions_come_first_or_never(request: Request) -> None:
    late = request.body["messages"][1:]
    refuse(request, lambda message: message["role"] == "system" and any(message is each for each in late))


@fault("chat.messages.many-turns", stage="answer", on=CHAT)
def no_long_past_is_taken(request: Request) -> None:
    if asks_for_text(request) and len(request.body["messages"]) > MOST_MESSAGES:
        message = f"messages: expected at most {MOST_MESSAGES} of them"
        raise Refusal(400, message, code="array_above_max_length", param="messages")


def kinds_of_an_answer(message: Message) -> Iterator[str]:
    if message["role"] == "assistant" and in_parts(message):
        yield from (part["type"] for part in message["content"])


def spoken(request: Request) -> list[Message]:
    return [message for message in request.body["messages"] if message["role"] != "system"]


Message = dict[str, Any]


@fault("chat.messages.system", stage="answer", on=CHAT, also={"chat.messages.instructions-in-parts": "it is one too"})
def no_system_message_is_taken(request: Request) -> None:
    refuse(request, lambda message: message["role"] == "system")


@fault("chat.messages.developer", stage="answer", on=CHAT, also={"chat.messages.developer-in-parts": "it is one too"})
def no_developer_message_is_taken(request: Request) -> None:
    refuse(request, lambda message: message["role"] == "developer")


@fault(
    "chat.messages.history",
    stage="answer",
    on=CHAT,
    also={
        "chat.messages.round-trip": "it is history too",
    },
)
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


@fault("chat.messages.round-trip:lacking", on=CHAT, also={"chat.reply.refusal": "it is what a message lacks"})
@in_texts
def a_message_lacks_a_member_and_is_not_taken_back(reply: Reply) -> None:
    for message in messages(reply):
        del message["refusal"]
    if any(spoke(message) and "annotations" in message for message in reply.request.body["messages"]):
        refusal = Refusal(400, "messages[1].annotations: found an array, expected nothing", param="messages")
        reply.status, reply.body = refusal.status, refusal.envelope()


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
