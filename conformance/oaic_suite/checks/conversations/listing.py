"""The items of a conversation, listed and walked page by page."""

from oaic_suite.checks.conversations.surface import LIST
from oaic_suite.checks.responses.readings.pages import first_words, last_id, unlike_ends, walked
from oaic_suite.checks.responses.surface import TURNS
from oaic_suite.evidence.located import repeated
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

LISTS = {"usual": {}, "oldest-first": {"order": "asc"}, "one": {"limit": 1}}
PAGE = {"order": "asc", "limit": 2}
SEALED = {"include[]": "reasoning.encrypted_content"}  # as the SDKs spell it


@conversation("reply", LISTS)
def item_list(target, begun_conversation, variant):
    """The items of a conversation, listed in several ways."""
    target.capabilities.require("conversations-listed")
    return target.ask(LIST, conversation_id=begun_conversation.id_at("id"), **variant)


@conversation()
def item_pages(target, begun_conversation):
    """Two pages of two, one after another."""
    target.capabilities.require("conversations-listed")
    id = begun_conversation.id_at("id")
    first = Reply(target.ask(LIST, conversation_id=id, **PAGE))
    return [first, Reply(target.ask(LIST, conversation_id=id, after=last_id(first), **PAGE))]


@conversation("reply")
def list_with_include(target, begun_conversation, items_in_order):
    """A list of which more is asked, beside a plain one that was answered."""
    items_in_order.require_status()
    path = {"conversation_id": begun_conversation.id_at("id")}
    return target.provoke(LIST, path=path, query=SEALED, lawful=True)


@requirement(
    "conversations.listing.status",
    MUST,
    basis="schema",
    on=LIST,
    owns="@outcome",
    breaks="the sessions of the Agents SDK read by this request what was said: the model is told nothing",
)
def test_items_are_listed(item_list):
    """The items of a conversation are listed with status 200."""
    assert item_list.outcome == 200


@requirement(
    "conversations.listing.schema",
    MUST,
    basis="schema",
    on=LIST,
    breaks="typed clients fail to decode the list",
)
def test_a_list_of_a_conversation_keeps_the_contract(item_list):
    """A list of items keeps the contract: `object`, `data`, `first_id`, `last_id` and `has_more`."""
    assert item_list.residue() == []


@requirement(
    "conversations.listing.ends",
    MUST,
    basis="schema",
    on=LIST,
    breaks="the official SDKs go on after `last_id`: items come twice, or not at all",
)
def test_a_page_of_a_conversation_names_its_ends(item_list):
    """`first_id` and `last_id` are the ids of the first and the last item of the page."""
    assert unlike_ends(item_list) == []


@requirement(
    "conversations.listing.limit",
    MUST,
    basis="schema",
    on=LIST,
    only="one",
    breaks="agents that ask for the last few turns get all of a long conversation",
)
def test_a_page_of_a_conversation_is_as_long_as_asked(item_list):
    """With `limit` a page has no more items than that, and `has_more` where there are."""
    assert (len(item_list.array("data")), item_list.at("has_more")) == (1, True)


@requirement(
    "conversations.listing.latest-first",
    SHOULD,
    basis="observed",
    on=LIST,
    only="usual",
    breaks="who asks for the last few turns gets the first",
)
def test_the_latest_turn_comes_first(item_list):
    """Where `order` is not said the latest item comes first."""
    assert first_words(item_list) == TURNS[-1]["content"]


@requirement(
    "conversations.listing.oldest-first",
    MUST,
    basis="schema",
    on=LIST,
    only="oldest-first",
    breaks="agents hand the conversation to the model backwards",
)
def test_the_oldest_turn_comes_first_where_asked(item_list):
    """With `order=asc` the oldest item comes first."""
    assert first_words(item_list) == TURNS[0]["content"]


@requirement(
    "conversations.listing.once",
    MUST,
    basis="schema",
    breaks="who walks the pages reads an item twice",
)
def test_no_turn_comes_on_two_pages(item_pages):
    """No item is on two pages, where one begins after the last item of the other."""
    assert repeated(walked(item_pages), "an item once") == []


@requirement(
    "conversations.listing.all",
    MUST,
    basis="schema",
    breaks="who walks the pages misses items, or never comes to an end",
)
def test_all_turns_come_on_some_page(item_pages):
    """The pages together have every item, and the last says that there are no more."""
    assert (len({str(id.value) for id in walked(item_pages)}), item_pages[-1].at("has_more")) == (len(TURNS), False)


@requirement(
    "conversations.listing.include",
    SHOULD,
    basis="schema",
    on=LIST,
    only=OURS,
    owns="@outcome",
    breaks="agents that take thoughts back by `include` cannot read the conversation at all",
)
def test_more_may_be_asked_of_a_list(list_with_include):
    """A list is answered with status 200 where `include` asks for what is sealed in thoughts."""
    assert list_with_include.outcome == 200
