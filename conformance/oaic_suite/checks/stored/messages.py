"""What was asked for a chat that is kept."""

from oaic_suite.checks.responses.readings.pages import unlike_ends
from oaic_suite.checks.responses.surface import TURNS
from oaic_suite.checks.stored.readings import said
from oaic_suite.checks.stored.surface import MESSAGES
from oaic_suite.evidence.located import failing, repeated
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

LISTS = {"usual": {}, "latest-first": {"order": "desc"}, "one": {"limit": 1}}
IN_WHOLE = ("usual", "latest-first")


@conversation("reply", LISTS)
def stored_messages(target, kept_chat, fetched_chat, variant):
    """The messages of a chat that is there."""
    fetched_chat.require_status()
    target.capabilities.require("stored-messages")
    return target.ask(MESSAGES, completion_id=kept_chat.id_at("id"), **variant)


@requirement(
    "stored.messages.status",
    MUST,
    basis="schema",
    on=MESSAGES,
    owns="@outcome",
    breaks="who looks at an answer later does not learn what was asked",
)
def test_messages_are_listed(stored_messages):
    """The messages of a chat that is kept are listed with status 200."""
    assert stored_messages.outcome == 200


@requirement(
    "stored.messages.schema",
    MUST,
    basis="schema",
    on=MESSAGES,
    breaks="typed clients fail to decode the list",
)
def test_a_list_of_messages_keeps_the_contract(stored_messages):
    """A list of messages keeps the contract, each with an `id`, a `role` and a `content`."""
    assert stored_messages.residue() == []


@requirement(
    "stored.messages.as-sent",
    MUST,
    basis="schema",
    only="usual",
    breaks="what is shown beside an answer, or learnt from, is not what was asked",
)
def test_messages_are_told_as_they_were_sent(stored_messages):
    """The messages of a request are listed, the first one first, with their roles and texts."""
    assert said(stored_messages.array("data")) == said(TURNS)


@requirement(
    "stored.messages.latest-first",
    SHOULD,
    basis="schema",
    only="latest-first",
    breaks="who asks for the last message gets the first",
)
def test_the_last_message_comes_first_where_asked(stored_messages):
    """With `order=desc` the last message comes first."""
    assert said(stored_messages.array("data")) == said(TURNS[::-1])


@requirement(
    "stored.messages.own-ids",
    MUST,
    basis="schema",
    on=MESSAGES,
    breaks="who goes on after a message goes on after another",
)
def test_every_message_has_its_own_id(stored_messages):
    """No two messages of a chat have the same `id`."""
    assert repeated(stored_messages.sound("/data/*/id"), "an id of its own") == []


@requirement(
    "stored.messages.ends",
    SHOULD,
    basis="schema",
    on=MESSAGES,
    only=OURS,
    breaks="clients that go on after `last_id` read messages twice, or not at all",
)
def test_a_page_of_messages_names_its_ends(stored_messages):
    """`first_id` and `last_id` are the ids of the first and the last message of the page."""
    assert unlike_ends(stored_messages) == []


@requirement(
    "stored.messages.limit",
    MUST,
    basis="schema",
    on=MESSAGES,
    only="one",
    breaks="who asks for the first message gets all of a long conversation",
)
def test_a_page_of_messages_is_as_long_as_asked(stored_messages):
    """With `limit` a page has no more messages than that, and `has_more` where there are."""
    assert (len(stored_messages.array("data")), stored_messages.at("has_more")) == (1, True)


@requirement(
    "stored.messages.has-more",
    SHOULD,
    basis="schema",
    on=MESSAGES,
    only=IN_WHOLE,
    breaks="interfaces offer a next page for ever, and programs that go by `has_more` alone never come to an end",
)
def test_a_page_of_all_messages_says_so(stored_messages):
    """A page that has every message of a chat does not say that there are more."""
    assert promised_beyond(stored_messages) == []


def promised_beyond(page):
    """That more are promised than there are, where all are told."""
    if len(page.array("data")) != len(TURNS):
        raise NotEstablished("not every message is on the page", "stored.messages.as-sent")
    return failing([page.found("has_more")], lambda more: more is not True, "false, or nothing")
