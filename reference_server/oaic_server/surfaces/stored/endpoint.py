"""Answers of chats that are kept: listed, given, labelled anew, forgotten; and what was asked for them."""

from __future__ import annotations

from typing import Any

import orjson

from oaic_server.answering.keeping.paging import page
from oaic_server.answering.keeping.query import query
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.chats import KeptChat
from oaic_server.state.service import Service
from oaic_server.surfaces.index import handlers
from oaic_server.surfaces.stored.messages import described

Json = dict[str, Any]
CREATE = "createChatCompletion"


def list_chat_completions(request: Request, service: Service) -> Reply:
    asked = query(request)
    found = [chat.completion for chat in service.chats.all()]
    return Reply.json(request, page([each for each in found if is_wanted(each, asked)], asked))


def get_chat_completion(request: Request, service: Service) -> Reply:
    return Reply.json(request, asked_for(request, service).completion)


def update_chat_completion(request: Request, service: Service) -> Reply:
    chat = asked_for(request, service)
    changed = chat.completion | {"metadata": request.body["metadata"] or {}}
    service.chats.update(changed["id"], KeptChat.of(changed, chat.messages))
    return Reply.json(request, changed)


def delete_chat_completion(request: Request, service: Service) -> Reply:
    id = asked_for(request, service).completion["id"]
    service.chats.drop(id)
    return Reply.json(request, {"object": "chat.completion.deleted", "id": id, "deleted": True})


def get_chat_completion_messages(request: Request, service: Service) -> Reply:
    asked = {"order": "asc", **query(request)}
    chat = asked_for(request, service)
    id = chat.completion["id"]
    messages = [described(message, f"{id}-{number}") for number, message in enumerate(chat.messages)]
    return Reply.json(request, page(messages, asked))


def asked_for(request: Request, service: Service) -> KeptChat:
    id = request.parameters["completion_id"]
    found = service.chats.get(id)
    if found is None and service.settings.lenient:
        return made_up(id, service)
    if found is None:
        message = f"There is no chat completion {id!r}; one is kept where store is true."
        raise Refusal(404, message, code="not_found", param="completion_id")
    return found


def made_up(id: str, service: Service) -> KeptChat:
    """What the parrot answers to words of its own, kept from now on."""
    messages = [{"role": "assistant", "content": ""}]
    request = Request(
        CREATE, "POST", "/chat/completions", body={"model": service.settings.models[0], "messages": messages}
    )
    completion = orjson.loads(handlers([CREATE])[CREATE](request, service.unlimited()).content())
    chat = KeptChat.of({**completion, "id": id, "metadata": {}}, messages)
    service.chats.put(id, chat)
    return chat


def is_wanted(completion: Json, asked: Json) -> bool:
    """Whether an answer is by the model that is asked for, and has all the labels."""
    labels, model = asked.get("metadata", {}), asked.get("model", completion["model"])
    return bool(labels.items() <= completion["metadata"].items() and completion["model"] == model)
