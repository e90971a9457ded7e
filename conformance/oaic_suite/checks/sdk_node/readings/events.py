"""What our own readers find in responses and their events, by the names under which the Node scenarios give it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oaic_spec import contract

from oaic_suite.checks.sdk_node.readings import greeting, hold
from oaic_suite.clients.node.played import Json
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.located import step
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream

COUNTED = {"prompt": "input_tokens", "completion": "output_tokens", "total": "total_tokens"}
DELTA, DONE = "response.output_text.delta", "response.output_item.done"


def whole(exchange: Exchange) -> Json:
    return told(Reply(exchange).json)


def told(response: Any) -> Json:
    """What is read of a response, wherever it stands."""
    output = step(response, "output")
    items = output if isinstance(output, list) else []
    return about(response) | {"text": words(items), "calls": calls(items)}


def about(response: Any) -> Json:
    usage = step(response, "usage")
    counts = {name: step(usage, member) for name, member in COUNTED.items()}
    return {name: step(response, name) for name in ("id", "model", "status")} | {"usage": counts}


def words(items: Iterable[Any]) -> str:
    """The texts of all messages, put together."""
    contents = [content for item in items if isinstance(content := step(item, "content"), list)]
    return "".join(
        str(part.get("text")) for content in contents for part in content if step(part, "type") == "output_text"
    )


def calls(items: Iterable[Any]) -> list[Json]:
    made = [item for item in items if step(item, "type") == "function_call"]
    return [
        {"id": step(call, "call_id"), "name": step(call, "name"), "arguments": step(call, "arguments")} for call in made
    ]


def with_greeting(response: Json) -> Json:
    return response | {"parsed": greeting(response["text"])}


def unheard_of(exchange: Exchange) -> list[str]:
    """The types of events that the contract does not know: a server may send them."""
    event = contract().operations[exchange.request.operation or ""].chunk
    known = event.definition["x-variants"]["schemas"] if event else {}
    types = [step(event.value, "type") for event in Stream(exchange).complete]
    return [type for type in types if isinstance(type, str) and type not in known]


# --- events --------------------------------------------------------------------------------------------


def added_up(exchange: Exchange) -> Json:
    """The pieces of text, the items that are done, and what the last response among the events says of itself."""
    events = [event.value for event in Stream(exchange).complete]
    said = "".join(str(step(event, "delta")) for event in events if step(event, "type") == DELTA)
    items = [step(event, "item") for event in events if step(event, "type") == DONE]
    return about(last(events)) | {"text": said, "calls": calls(items)}


def last(events: list[Any]) -> Any:
    """The last response that an event carries."""
    carried = (step(event, "response") for event in reversed(events))
    return next((response for response in carried if response is not ABSENT), ABSENT)


responded = hold(whole)
parsed = hold(lambda exchange: with_greeting(whole(exchange)))
adding_up = hold(added_up)
ending = hold(lambda exchange: told(last([event.value for event in Stream(exchange).complete])))
