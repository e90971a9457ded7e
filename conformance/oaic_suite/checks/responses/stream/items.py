"""Items in a stream: each is added, spoken of by its index and id, done, and stands in the final output."""

from oaic_suite.checks.responses.readings.grammar import at_the_end, in_items
from oaic_suite.checks.responses.surface import CREATE
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD


@requirement(
    "responses.stream.items.place",
    MUST,
    basis="sdk",
    on=CREATE,
    owns="/output_index",
    breaks="the official SDKs raise where two items have one `output_index`, and keep items by it",
)
def test_items_are_added_in_their_order(events):
    """Items are added with the next `output_index`, from 0."""
    assert in_items(events, "item-place") == []


@requirement(
    "responses.stream.items.open",
    MUST,
    basis="sdk",
    on=CREATE,
    breaks="the official SDKs raise, and Codex drops a delta, where it belongs to no open item",
)
def test_events_are_about_an_open_item(events):
    """An event within an item names, by `output_index`, one that was added and is not done."""
    assert in_items(events, "item-open") == []


@requirement(
    "responses.stream.items.id",
    MUST,
    basis="sdk",
    on=CREATE,
    breaks="the official Node SDK and the AI SDK put pieces together by `item_id`, and mix or drop them",
)
def test_events_name_their_item(events):
    """The `item_id` of an event is the `id` of the item at its `output_index`."""
    assert in_items(events, "item-id") == []


@requirement(
    "responses.stream.items.kind",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients that keep text and arguments by the type of the item fail on the wrong one",
)
def test_events_fit_their_item(events):
    """An event within an item is of a type that belongs to the type of the item."""
    assert in_items(events, "item-type") == []


@requirement(
    "responses.stream.items.same",
    MUST,
    basis="sdk",
    on=CREATE,
    breaks="the official SDKs raise where a done item is not the one added; results go to calls that are gone",
)
def test_an_item_is_done_as_it_was_added(events):
    """A done item has the `id`, `type`, `call_id` and `name` that it was added with."""
    assert in_items(events, "item-same") == []


@requirement(
    "responses.stream.items.closed",
    SHOULD,
    basis="observed",
    on=CREATE,
    breaks="clients that act when a text or its part is done never do",
)
def test_an_item_is_done_when_all_of_it_is(events):
    """All texts and parts of an item are done before it is."""
    assert in_items(events, "item-closed") == []


@requirement(
    "responses.stream.items.done",
    MUST,
    basis="schema",
    on=CREATE,
    at_end=True,
    breaks="Codex takes texts and calls from done items alone: it shows nothing and calls nothing",
)
def test_every_item_is_done(events):
    """Every item that was added is done before the response ends well."""
    assert at_the_end(events, "items-done") == []


@requirement(
    "responses.stream.items.output",
    MUST,
    basis="sdk",
    on=CREATE,
    at_end=True,
    breaks="the official SDKs take the final response from the last event: what is missing or altered there is lost",
)
def test_the_final_output_is_what_was_done(events):
    """The `output` of the final response is the items that were done, in their order."""
    assert at_the_end(events, "output") == []
