"""Rules of the whole stream: its numbering, its first and last events, and the response they carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oaic_spec.events.event import Broken, Event, lookup
from oaic_spec.events.state import State

Found = Iterator[Broken]


def is_typed(event: Event, state: State) -> Found:
    if event.type is None:
        yield Broken("/type", "a type", event.get("type"))


def is_named_by_its_type(event: Event, state: State) -> Found:
    if event.name is not None and event.type is not None and event.name != event.type:
        yield Broken("", f"event: {event.type}", event.name or None)


def is_numbered(event: Event, state: State) -> Found:
    """By one, without a gap; after a gap it goes on from there."""
    number = event.index(state.grammar.number)
    begins = state.number is None
    if number is None or (number != state.next_number and not begins):
        wanted = "a number" if begins else str(state.next_number)
        yield Broken(f"/{state.grammar.number}", wanted, event.get(state.grammar.number))


def is_numbered_from_nought(event: Event, state: State) -> Found:
    number = event.index(state.grammar.number)
    if state.number is None and state.last is None and not state.resumed and number not in (None, 0):
        yield Broken(f"/{state.grammar.number}", "0", number)


def opens_the_stream(event: Event, state: State) -> Found:
    first = state.grammar.response["opens"]
    allowed = (first, state.grammar.failure["event"], *state.grammar.anywhere)
    if not state.resumed and not state.opened and state.last is None and event.type not in allowed and not state.items:
        yield Broken("/type", first, event.type)


def opens_in_order(event: Event, state: State) -> Found:
    """What is said before the first item is said once each, in this order."""
    before = state.grammar.response["before"]
    if event.type not in before:
        return
    earlier = [before.index(kind) for kind in state.opened if kind in before]
    if state.items or (earlier and before.index(event.type) <= max(earlier)):
        yield Broken("/type", f"once each, in this order, before any item: {', '.join(before)}", event.type)


def carries_one_response(event: Event, state: State) -> Found:
    member = state.grammar.response["member"]
    if event.type in state.grammar.lifecycle and state.response_id is not None:
        found = event.get(member, "id")
        if found != state.response_id:
            yield Broken(f"/{member}/id", f"the id of the first, {state.response_id}", found)


def has_its_status(event: Event, state: State) -> Found:
    member, statuses = state.grammar.response["member"], state.grammar.response["status"].get(event.type, ())
    status = event.get(member, "status")
    if statuses and status is not None and status not in statuses:
        yield Broken(f"/{member}/status", " or ".join(statuses), status)


def tells_usage_at_the_end(event: Event, state: State) -> Found:
    member = state.grammar.response["member"]
    if event.type in state.grammar.response["before"] and event.get(member, "usage") is not None:
        yield Broken(f"/{member}/usage", "null until the last event", event.get(member, "usage"))


def has_usage_when_complete(event: Event, state: State) -> Found:
    member = state.grammar.response["member"]
    if event.type == state.grammar.response["whole"] and event.get(member, "usage") is None:
        yield Broken(f"/{member}/usage", "usage", None)


def says_what_failed(event: Event, state: State) -> Found:
    """Flat or in an envelope: both are seen, and clients read either."""
    if event.type != state.grammar.failure["event"]:
        return
    told = [event.get(*path.split(".")) for path in state.grammar.failure["says"]]
    if not any(isinstance(text, str) and text for text in told):
        yield Broken("", f"a text at {' or '.join(state.grammar.failure['says'])}", event.data)


def follows_no_end(event: Event, state: State) -> Found:
    if state.last is not None and event.type not in state.grammar.anywhere:
        yield Broken("/type", f"nothing after {state.last.type}", event.type)


def ends_whole(event: Event, state: State) -> Found:
    """What was cut short is not complete."""
    if event.type != state.grammar.response["whole"]:
        return
    member = state.grammar.response["member"]
    output = event.get(member, "output")
    for place, item in enumerate(output if isinstance(output, list) else ()):
        if is_unfinished(item, state):
            where = f"/{member}/output/{place}/status"
            yield Broken(where, "nothing unfinished in a response that is complete", lookup(item, "status"))


def is_unfinished(item: Any, state: State) -> bool:
    waits = lookup(item, state.grammar.item["mayWait"]) is not None
    return lookup(item, "status") in state.grammar.response["unfinished"] and not waits
