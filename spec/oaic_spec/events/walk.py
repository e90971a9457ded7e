"""Walks a stream by the tables of its grammar, and names what breaks them, event by event.

Every rule judges every event that it is about, whatever broke before: so each can be asked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from oaic_spec.events import items, order, texts
from oaic_spec.events.event import Breach, Broken, Event
from oaic_spec.events.grammar import Grammar
from oaic_spec.events.state import State
from oaic_spec.streams import StreamRules

Rule = Callable[[Event, State], Iterator[Broken]]

# By name, in the order in which an event is held against them.
RULES: Mapping[str, Rule] = {
    "type": order.is_typed,
    "event-field": order.is_named_by_its_type,
    "number": order.is_numbered,
    "number-first": order.is_numbered_from_nought,
    "first": order.opens_the_stream,
    "opening": order.opens_in_order,
    "one-response": order.carries_one_response,
    "status": order.has_its_status,
    "usage-last": order.tells_usage_at_the_end,
    "usage": order.has_usage_when_complete,
    "failure": order.says_what_failed,
    "last": order.follows_no_end,
    "item-place": items.is_added_at_the_next_place,
    "item-open": items.is_about_an_open_item,
    "item-id": items.refers_to_its_item,
    "item-type": items.fits_its_item,
    "item-same": items.keeps_its_identity,
    "stage": items.comes_in_its_turn,
    "count": items.is_counted,
    "part-place": texts.is_a_part_at_the_next_place,
    "part-open": texts.is_in_an_open_part,
    "part-type": texts.fits_its_part,
    "text-open": texts.follows_no_whole_text,
    "text-joined": texts.is_what_its_pieces_say,
    "part-text": texts.repeats_the_text_of_the_part,
    "item-text": texts.repeats_the_texts_of_the_item,
    "item-closed": texts.leaves_nothing_of_its_item_open,
    "items-done": items.leaves_no_item_open,
    "output": items.ends_with_what_was_done,
    "whole": order.ends_whole,
}
ENDED = "ended"  # the rule about what does not come: the event that ends a stream
TERMINATOR = "terminator"
NAMES = (*RULES, TERMINATOR, ENDED)

Sent = tuple[str | None, Any]  # the field `event:` of an event, and its data


def breaches(
    rules: StreamRules, sent: Iterable[Sent], *, ended: bool = True, resumed: bool = False
) -> Iterator[Breach]:
    """Everything that breaks the grammar, in the order of the events.

    `ended`: the stream came to its own end, and was not cut off. `resumed`: it goes on with one that is not seen.
    """
    state = State(Grammar(rules.grammar), resumed=resumed)
    number = 0
    for number, (name, data) in enumerate(sent, 1):
        event = Event(number - 1, name, data)
        if rules.terminator is not None and data == rules.terminator:
            yield from told(TERMINATOR, event, terminated(state))
            state.terminated = True
            continue
        if state.terminated:
            yield from told(TERMINATOR, event, [Broken("", f"nothing after {rules.terminator}", event.type)])
        for rule, judge in RULES.items():
            yield from told(rule, event, judge(event, state))
        state.take(event)
    if ended and state.last is None:
        last = " or ".join(state.grammar.last)
        yield Breach(ENDED, number, None, "", last, "the end of the stream")


def terminated(state: State) -> Iterator[Broken]:
    if state.terminated:
        yield Broken("", "one terminator", "another")
    if state.last is None:
        yield Broken("", "an event that ends the stream before its terminator", None)


def told(rule: str, event: Event, found: Iterable[Broken]) -> Iterator[Breach]:
    for broken in found:
        yield Breach(rule, event.number, event.type or "untyped", broken.where, broken.expected, broken.told)
