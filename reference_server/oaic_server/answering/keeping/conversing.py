"""Conversations by their ids."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.state.kept import Conversation
from oaic_server.state.service import Service


def known_conversation(id: str, service: Service) -> Conversation:
    conversation = service.conversations.get(id)
    if conversation is None and service.settings.lenient:
        conversation = Conversation(id, service.identity.created(), {})
        service.conversations.put(id, conversation)
    if conversation is None:
        raise Refusal(404, f"There is no conversation {id!r}.")
    return conversation
