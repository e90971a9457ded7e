"""One item of a conversation, fetched by its id."""

from oaic_suite.checks.conversations.surface import FETCH
from oaic_suite.evidence.located import unlike
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

UNKNOWN = f"msg_{'6f1d2c' * 8}"
SAME = ("id", "type", "role", "content")


@conversation("reply")
def fetched_item(target, begun_conversation, items_in_order):
    """The first item of a conversation."""
    target.capabilities.require("conversations-items")
    id = items_in_order.id_at("data", 0, "id")
    return target.ask(FETCH, conversation_id=begun_conversation.id_at("id"), item_id=id)


@conversation("refusal")
def unknown_item(target, begun_conversation, fetched_item):
    """An item that was never added, beside one that is there."""
    fetched_item.require_status()
    return target.ask(FETCH, conversation_id=begun_conversation.id_at("id"), item_id=UNKNOWN)


@conversation("refusal")
def item_of_another(target, empty_conversation, fetched_item):
    """The same item, asked of a conversation that has none."""
    id = empty_conversation.id_at("id")
    return target.ask(FETCH, conversation_id=id, item_id=fetched_item.id_at("id"))


@requirement(
    "conversations.fetching.status",
    MUST,
    basis="schema",
    on=FETCH,
    owns="@outcome",
    breaks="who follows a reference to an item does not find it",
)
def test_an_item_is_fetched(fetched_item):
    """An item of a conversation is fetched by its id with status 200."""
    assert fetched_item.outcome == 200


@requirement(
    "conversations.fetching.schema",
    MUST,
    basis="schema",
    on=FETCH,
    breaks="typed clients fail to decode the item",
)
def test_a_fetched_item_keeps_the_contract(fetched_item):
    """An item that is fetched keeps the contract."""
    assert fetched_item.residue() == []


@requirement(
    "conversations.fetching.same",
    SHOULD,
    basis="observed",
    breaks="what is shown of a turn is not what was said",
)
def test_what_is_fetched_is_what_is_listed(items_in_order, fetched_item):
    """An item that is fetched has the same `id`, `type`, `role` and `content` as where it is listed."""
    assert differences(items_in_order, fetched_item) == []


def differences(page, fetched):
    told = [name for name in SAME if name in page.at("data", 0)]
    return [wrong for name in told for wrong in unlike([fetched.found()], (name,), page.at("data", 0, name))]


@requirement(
    "conversations.fetching.unknown",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="clients take something else for their item",
)
def test_an_unknown_item_is_refused(unknown_item):
    """An item that was never added is refused."""
    assert unknown_item.accepted == []


@requirement(
    "conversations.fetching.unknown-status",
    SHOULD,
    basis="sdk",
    on=FETCH,
    only=OURS,
    breaks="the official SDKs raise NotFoundError for 404 alone: code that handles it does not",
)
def test_an_unknown_item_is_not_found(unknown_item):
    """The refusal of an item that was never added has status 404."""
    assert unknown_item.refused_with == 404


@requirement(
    "conversations.fetching.elsewhere",
    MUST,
    basis="schema",
    on=FETCH,
    only=OURS,
    breaks="who knows an id reads what was said in the conversation of another",
)
def test_an_item_is_in_no_other_conversation(item_of_another):
    """An item of one conversation is not found in another."""
    assert item_of_another.accepted == []
