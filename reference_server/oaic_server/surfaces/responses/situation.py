"""What a request goes on with: a response, a conversation, or nothing; and what it adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from oaic_server.answering.keeping.conversing import known_conversation
from oaic_server.answering.keeping.items import taken
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.kept import Conversation, Item, KeptResponse
from oaic_server.state.service import Service
from oaic_server.surfaces.responses.prompt import CALLS, RESULTS, shown_by

Body = dict[str, Any]


@dataclass(frozen=True)
class Situation:
    before: tuple[Item, ...]
    own: tuple[Item, ...]
    conversation: Conversation | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        return self.before + self.own


def situation(body: Body, service: Service) -> Situation:
    conversation = conversed(body, service)
    before = tuple(conversation.items.values()) if conversation else went_before(body, service)
    own = tuple(taken(body.get("input"), service, "input"))
    require_results(before, own)
    for place, item in enumerate(own):
        list(shown_by(item, f"input[{place}]"))
    return Situation(before, own, conversation)


def went_before(body: Body, service: Service) -> tuple[Item, ...]:
    """All that the previous response heard and said."""
    if (id := body.get("previous_response_id")) is None:
        return ()
    previous = service.responses.get(id)
    if previous is None:
        message = f"previous_response_id: there is no response {id!r}; it is not kept where store is false"
        raise Refusal(400, message, code="previous_response_not_found", param="previous_response_id")
    return previous.heard + said(previous)


def said(previous: KeptResponse) -> tuple[Item, ...]:
    """What it says in the end, whether or not it has come to that."""
    *_, last = previous.events() if previous.is_under_way else [{"response": previous.response}]
    return tuple(last["response"]["output"])


def conversed(body: Body, service: Service) -> Conversation | None:
    asked = body.get("conversation")
    if asked is None:
        return None
    return known_conversation(asked if isinstance(asked, str) else asked["id"], service)


def require_results(before: Sequence[Item], own: Sequence[Item]) -> None:
    """Every call has its result by now, and every result was called for."""
    items = [*before, *own]
    called = {item["call_id"] for item in items if item["type"] in CALLS}
    answered = {item.get("call_id") for item in items if item["type"] in RESULTS}
    for place, item in enumerate(own):
        id = item.get("call_id")
        if item["type"] in RESULTS and id is not None and id not in called:
            raise Refusal(400, f"input[{place}].call_id: there is no call {id!r} before it", param="input")
    if missing := sorted(called - answered):
        raise Refusal(400, f"input: expected the result of the call {missing[0]!r}", param="input")
