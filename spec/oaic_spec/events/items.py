"""Rules of items: each is added once, spoken of by its index and its id, done once, and stands in the final output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oaic_spec.events.event import Broken, Event, lookup
from oaic_spec.events.state import Item, State, counted_as

Found = Iterator[Broken]


def is_added_at_the_next_place(event: Event, state: State) -> Found:
    member = state.grammar.item["index"]
    if event.type != state.grammar.item["added"] or (state.resumed and not state.items):
        return
    wanted = max(state.items, default=-1) + 1
    if event.index(member) != wanted:
        yield Broken(f"/{member}", str(wanted), event.get(member))


def is_about_an_open_item(event: Event, state: State) -> Found:
    if not is_inside(event, state):
        return
    member, item = state.grammar.item["index"], state.item(event)
    if item is None and not state.resumed:
        yield Broken(f"/{member}", "the place of an item that was added", event.get(member))
    elif item is not None and item.done is not None:
        yield Broken(f"/{member}", "an item that is not done yet", event.get(member))


def refers_to_its_item(event: Event, state: State) -> Found:
    member, item = state.grammar.item["refers"], state.item(event)
    if event.type in state.grammar.inner and item is not None and member in (event.data or {}):
        wanted = lookup(item.added, "id")
        if event.get(member) != wanted:
            yield Broken(f"/{member}", f"the id of the item added there, {wanted}", event.get(member))


def fits_its_item(event: Event, state: State) -> Found:
    types, item = state.grammar.inner.get(event.type or "", ()), state.item(event)
    if item is not None and types and item.type not in types:
        yield Broken("/type", f"what belongs to a {item.type or 'nameless item'}", event.type)


def keeps_its_identity(event: Event, state: State) -> Found:
    """What an item was added as it is done as; a member may come later, and does not change."""
    item, member = state.item(event), state.grammar.item["member"]
    if event.type != state.grammar.item["done"] or item is None:
        return
    for name in state.grammar.item["keeps"]:
        before, after = lookup(item.added, name), event.get(member, name)
        if before is not None and after != before:
            yield Broken(f"/{member}/{name}", f"{before}, as it was added", after)


def comes_in_its_turn(event: Event, state: State) -> Found:
    row, item = state.grammar.stages.get(event.type or ""), state.item(event)
    if row and item is not None and row.place <= item.stage:
        yield Broken("/type", "a later stage of the item", event.type)


def is_counted(event: Event, state: State) -> Found:
    row, item = state.grammar.within.get(event.type or ""), state.item(event)
    if row and row.counts and item is not None:
        wanted = item.counted.get(counted_as(event, event.type or "", row), 0)
        if event.index(row.counts) != wanted:
            yield Broken(f"/{row.counts}", str(wanted), event.get(row.counts))


def leaves_no_item_open(event: Event, state: State) -> Found:
    """Said of the event that ends a stream well; some hosted items stay open, and stand in the output all the same."""
    if not ends_well(event, state):
        return
    for place, item in sorted(state.items.items()):
        if item.done is None and not may_stay_open(event, state, item):
            yield Broken("/type", f"{state.grammar.item['done']} of the item at {place} before the end", event.type)


def may_stay_open(event: Event, state: State, item: Item) -> bool:
    told = [lookup(each, "id") for each in output(event, state) or []]
    return bool(item.type in state.grammar.item["mayStayOpen"]) and lookup(item.added, "id") in told


def ends_with_what_was_done(event: Event, state: State) -> Found:
    """The final output is the items as they were done, place by place."""
    told = output(event, state)
    if not ends_well(event, state) or told is None or state.resumed:
        return
    where = f"/{state.grammar.response['member']}/output"
    if len(told) != len(state.items):
        yield Broken(where, f"the {len(state.items)} items that were added", f"{len(told)} items")
    for place, item in sorted(state.items.items()):
        if item.done is not None and place < len(told) and differ(told[place], item.done, state):
            yield Broken(f"{where}/{place}", "the item as it was done", told[place])


def differ(told: Any, done: Any, state: State) -> bool:
    return bool(comparable(told, state) != comparable(done, state))


def comparable(item: Any, state: State) -> Any:
    """Without what is written anew each time it is told."""
    unlike = state.grammar.item["unlike"]
    return {name: item[name] for name in item if name not in unlike} if isinstance(item, dict) else item


def output(event: Event, state: State) -> list[Any] | None:
    told = event.get(state.grammar.response["member"], "output")
    return told if isinstance(told, list) else None


def ends_well(event: Event, state: State) -> bool:
    told = event.get(state.grammar.response["member"], "status")
    return event.type in state.grammar.last and bool(told in state.grammar.response["settles"])


def is_inside(event: Event, state: State) -> bool:
    return event.type in state.grammar.inner or event.type == state.grammar.item["done"]
