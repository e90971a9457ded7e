"""What a kept response was made from, listed."""

from contextlib import contextmanager

from oaic_suite.checks.responses.readings.pages import first_words, last_id, unlike_ends, walked
from oaic_suite.checks.responses.surface import CREATE, DELETE, INPUT_ITEMS, TURNS
from oaic_suite.evidence.located import repeated
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

LISTS = {"usual": {}, "oldest-first": {"order": "asc"}, "one": {"limit": 1}}
PAGE = {"order": "asc", "limit": 2}


@conversation("reply", LISTS)
def input_list(target, variant):
    """What a response was made from, listed in several ways; it is kept no longer than that."""
    with made_from_turns(target) as id:
        return target.ask(INPUT_ITEMS, response_id=id, **variant)


@conversation()
def input_pages(target):
    """Two pages of two, one after another."""
    with made_from_turns(target) as id:
        first = Reply(target.ask(INPUT_ITEMS, response_id=id, **PAGE))
        return [first, Reply(target.ask(INPUT_ITEMS, response_id=id, after=last_id(first), **PAGE))]


@contextmanager
def made_from_turns(target):
    """The id of a response that was made from three turns, and is deleted afterwards."""
    target.capabilities.require("responses-input-items")
    id = Reply(target.ask(CREATE, store=True, input=TURNS)).id_at("id")
    try:
        yield id
    finally:
        target.ask(DELETE, response_id=id)


@requirement(
    "responses.input-items.status",
    MUST,
    basis="schema",
    on=INPUT_ITEMS,
    owns="@outcome",
    breaks="who shows what was asked cannot",
)
def test_the_input_is_listed(input_list):
    """What a kept response was made from is listed with status 200."""
    assert input_list.outcome == 200


@requirement(
    "responses.input-items.schema",
    MUST,
    basis="schema",
    on=INPUT_ITEMS,
    breaks="typed clients fail to decode the list",
)
def test_a_list_keeps_the_contract(input_list):
    """A list of items keeps the contract: `object`, `data`, `first_id`, `last_id` and `has_more`."""
    assert input_list.residue() == []


@requirement(
    "responses.input-items.ends",
    MUST,
    basis="schema",
    on=INPUT_ITEMS,
    breaks="the official SDKs go on after `last_id`: items come twice, or not at all",
)
def test_a_page_names_its_ends(input_list):
    """`first_id` and `last_id` are the ids of the first and the last item of the page."""
    assert unlike_ends(input_list) == []


@requirement(
    "responses.input-items.limit",
    MUST,
    basis="schema",
    on=INPUT_ITEMS,
    only="one",
    breaks="clients that ask for a few items get all of a long conversation",
)
def test_a_page_is_as_long_as_asked(input_list):
    """With `limit` a page has no more items than that, and `has_more` where there are."""
    assert (len(input_list.array("data")), input_list.at("has_more")) == (1, True)


@requirement(
    "responses.input-items.latest-first",
    SHOULD,
    basis="observed",
    on=INPUT_ITEMS,
    only="usual",
    breaks="who shows a conversation shows it backwards",
)
def test_the_latest_item_comes_first(input_list):
    """Where `order` is not said the latest item comes first."""
    assert first_words(input_list) == TURNS[-1]["content"]


@requirement(
    "responses.input-items.oldest-first",
    MUST,
    basis="schema",
    on=INPUT_ITEMS,
    only="oldest-first",
    breaks="who asks for a conversation in its order gets it backwards",
)
def test_the_oldest_item_comes_first_where_asked(input_list):
    """With `order=asc` the oldest item comes first."""
    assert first_words(input_list) == TURNS[0]["content"]


@requirement(
    "responses.input-items.once",
    MUST,
    basis="schema",
    breaks="who walks the pages reads an item twice",
)
def test_no_item_comes_on_two_pages(input_pages):
    """No item is on two pages, where one begins after the last item of the other."""
    assert repeated(walked(input_pages), "an item once") == []


@requirement(
    "responses.input-items.all",
    MUST,
    basis="schema",
    breaks="who walks the pages misses items, or never comes to an end",
)
def test_all_items_come_on_some_page(input_pages):
    """The pages together have every item, and the last says that there are no more."""
    assert (len({str(id.value) for id in walked(input_pages)}), input_pages[-1].at("has_more")) == (len(TURNS), False)
