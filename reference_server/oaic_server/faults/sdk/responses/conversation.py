"""Conversations that the official Python SDK cannot walk through, or go on with."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import ITEMS_LISTED, RESPONSE
from oaic_server.faults.sdk.models import TELLING
from oaic_server.faults.sdk.responses.kept import from_the_beginning


@fault("sdk.responses.conversation.items", stage="request", on=ITEMS_LISTED)
def a_conversation_is_gone_on_with_only_where_it_has_an_order(request: Request) -> Request:
    return from_the_beginning(request)


@fault("sdk.responses.conversation.turn", stage="answer", on=RESPONSE)
def a_turn_of_an_unknown_client_is_refused(request: Request) -> None:
    """A gateway that keeps conversations for its own clients, and knows them by their headers."""
    if request.body.get("conversation") and any(name.startswith(TELLING) for name in request.headers):
        raise Refusal(400, "conversation: found a client that is not on the list", param="conversation")
