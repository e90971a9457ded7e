"""Rules of parts and texts: each is opened, comes in pieces, and is told whole at the end."""

from __future__ import annotations

from collections.abc import Iterator

from oaic_spec.events.event import Broken, Event, lookup
from oaic_spec.events.state import Item, State, Text, part_index

Found = Iterator[Broken]


def is_a_part_at_the_next_place(event: Event, state: State) -> Found:
    row, item = state.grammar.parts.get(event.type or ""), state.item(event)
    if row and event.type == row.added and item is not None:
        wanted = len(item.parts.get(row.list, ()))
        if event.index(row.index) != wanted:
            yield Broken(f"/{row.index}", str(wanted), event.get(row.index))


def is_in_an_open_part(event: Event, state: State) -> Found:
    """Said of a text, of what stands in one, and of the end of a part."""
    kind, item = event.type or "", state.item(event)
    text = state.grammar.texts.get(kind)
    within = state.grammar.within.get(kind)
    row = text.part if text else within.part if within else state.grammar.parts.get(kind)
    if row is None or kind == row.added or item is None:
        return
    part = item.part(row, event.index(row.index))
    if part is None and not (text and text.unannounced):
        yield Broken(f"/{row.index}", f"the place of a part that was added to {row.list}", event.get(row.index))
    elif part is not None and part.done is not None:
        yield Broken(f"/{row.index}", "a part that is not done yet", event.get(row.index))


def fits_its_part(event: Event, state: State) -> Found:
    row, item = state.grammar.texts.get(event.type or ""), state.item(event)
    part = item.part(row.part, part_index(event, row)) if row and row.part and item is not None else None
    if row and part is not None and lookup(part.added, "type") != row.part_type:
        yield Broken("/type", f"what belongs to a part of type {lookup(part.added, 'type')}", event.type)


def follows_no_whole_text(event: Event, state: State) -> Found:
    text = text_of(event, state)
    if text is not None and text.done:
        yield Broken("/type", f"nothing of a text after its {text.row.done}", event.type)


def is_what_its_pieces_say(event: Event, state: State) -> Found:
    text = text_of(event, state)
    if text is not None and event.type == text.row.done and event.get(text.row.whole) != text.joined:
        yield Broken(f"/{text.row.whole}", f"the deltas joined, {text.joined!r}", event.get(text.row.whole))


def repeats_the_text_of_the_part(event: Event, state: State) -> Found:
    row, item = state.grammar.parts.get(event.type or ""), state.item(event)
    if not row or event.type != row.done or item is None:
        return
    index = event.index(row.index)
    for text in item.texts.values():
        if text.row.part == row and text.index == index and text.done:
            told = event.get("part", text.row.whole)
            if told != text.whole:
                yield Broken(f"/part/{text.row.whole}", f"the text as it was done, {text.whole!r}", told)


def repeats_the_texts_of_the_item(event: Event, state: State) -> Found:
    item, member = state.item(event), state.grammar.item["member"]
    if event.type != state.grammar.item["done"] or item is None:
        return
    for text in item.texts.values():
        path = place_in_item(text)
        told = lookup(event.get(member), *path)
        if text.done and told != text.whole:
            where = "/".join(["", member, *map(str, path)])
            yield Broken(where, f"the text as it was done, {text.whole!r}", told)


def leaves_nothing_of_its_item_open(event: Event, state: State) -> Found:
    item = state.item(event)
    if event.type != state.grammar.item["done"] or item is None:
        return
    yield from (Broken("/type", f"{what} first", event.type) for what in left_open(item, state))


def left_open(item: Item, state: State) -> Iterator[str]:
    for text in item.texts.values():
        if not text.done:
            yield text.row.done
    for name, parts in item.parts.items():
        if any(part.done is None for part in parts):
            yield state.grammar.part_rows[name].done


def place_in_item(text: Text) -> list[str | int]:
    if text.row.part is None or text.index is None:
        return [text.row.whole]
    return [text.row.part.list, text.index, text.row.whole]


def text_of(event: Event, state: State) -> Text | None:
    row, item = state.grammar.texts.get(event.type or ""), state.item(event)
    return item.text(row, part_index(event, row)) if row and item is not None else None
