"""Conversations that are kept, and their items."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.keeping.conversing import known_conversation
from oaic_server.answering.keeping.items import taken
from oaic_server.answering.keeping.paging import page
from oaic_server.answering.keeping.query import query
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.kept import Conversation, Item, copied
from oaic_server.state.service import Service


def create_conversation(request: Request, service: Service) -> Reply:
    metadata = request.body.get("metadata") or {}
    conversation = Conversation(service.identity.id("conv_"), service.identity.created(), metadata)
    conversation.add(taken(request.body.get("items"), service, "items"))
    service.conversations.put(conversation.id, conversation)
    return told(request, conversation)


def get_conversation(request: Request, service: Service) -> Reply:
    return told(request, asked_for(request, service))


def update_conversation(request: Request, service: Service) -> Reply:
    with service.store.together():
        conversation = asked_for(request, service)
        conversation.metadata = request.body["metadata"] or {}
        service.conversations.update(conversation.id, conversation)
    return told(request, conversation)


def delete_conversation(request: Request, service: Service) -> Reply:
    conversation = asked_for(request, service)
    service.conversations.drop(conversation.id)
    return Reply.json(request, {"id": conversation.id, "object": "conversation.deleted", "deleted": True})


def create_conversation_items(request: Request, service: Service) -> Reply:
    query(request)
    with service.store.together():
        conversation = asked_for(request, service)
        added = taken(request.body["items"], service, "items")
        conversation.add(added)
        service.conversations.update(conversation.id, conversation)
    return Reply.json(request, copied(page(added, {"order": "asc", "limit": len(added)})))


def list_conversation_items(request: Request, service: Service) -> Reply:
    asked = query(request)
    return Reply.json(request, copied(page([*asked_for(request, service).items.values()], asked)))


def get_conversation_item(request: Request, service: Service) -> Reply:
    query(request)
    return Reply.json(request, copied(item_of(request, asked_for(request, service), service)))


def delete_conversation_item(request: Request, service: Service) -> Reply:
    with service.store.together():
        conversation = asked_for(request, service)
        del conversation.items[item_of(request, conversation, service)["id"]]
        service.conversations.update(conversation.id, conversation)
    return told(request, conversation)


def asked_for(request: Request, service: Service) -> Conversation:
    return known_conversation(request.parameters["conversation_id"], service)


def item_of(request: Request, conversation: Conversation, service: Service) -> Item:
    id = request.parameters["item_id"]
    if id not in conversation.items and service.settings.lenient:
        conversation.add(taken([{"id": id, "role": "user", "content": ""}], service, "items"))
    if id not in conversation.items:
        raise Refusal(404, f"There is no item {id!r} in the conversation {conversation.id!r}.")
    return conversation.items[id]


def told(request: Request, conversation: Conversation) -> Reply:
    resource: dict[str, Any] = {
        "id": conversation.id,
        "object": "conversation",
        "created_at": conversation.created_at,
        "metadata": conversation.metadata,
    }
    return Reply.json(request, resource)
