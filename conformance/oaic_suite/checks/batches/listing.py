"""Batches, listed and walked page by page."""

from oaic_suite.checks.batches.conversations import batch_of, line
from oaic_suite.checks.batches.surface import LIST
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.responses.readings.pages import last_id, promised, unlike_ends, walked, walked_on
from oaic_suite.evidence.located import repeated
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import requirement
from oaic_suite.judging.verdict import MUST, SHOULD

FEW = 20  # batches that are looked at: others than ours may be there, and a run makes a dozen
MANY = 100  # as many as a page holds
LISTS = {"few": {"limit": FEW}, "one": {"limit": 1}}


@conversation("reply")
def batch_to_list(target):
    """A batch that nobody waits for, whether it can be cancelled or not."""
    for capability in ("batches-made", "chat"):
        target.capabilities.require(capability)
    return batch_of(target, CHAT, line("unwanted", CHAT, target.body(CHAT)))


@conversation("reply", LISTS)
def batch_list(target, mixed_batch, batch_to_list, variant):
    """The latest batches, when there are two at least."""
    mixed_batch.require_status()
    batch_to_list.require_status()
    return target.ask(LIST, **variant)


@conversation()
def batch_pages(target, mixed_batch, batch_to_list):
    """Two pages of one, one after another."""
    mixed_batch.require_status()
    batch_to_list.require_status()
    first = Reply(target.ask(LIST, limit=1))
    return [first, Reply(target.ask(LIST, limit=1, after=last_id(first)))]


@conversation()
def batches_to_the_end(target, mixed_batch, batch_to_list):
    """As many batches as a page holds, and the next pages where there are more."""
    mixed_batch.require_status()
    batch_to_list.require_status()
    return walked_on(Reply(target.ask(LIST, limit=MANY)), lambda id: target.ask(LIST, limit=MANY, after=id))


@requirement(
    "batches.listing.status",
    MUST,
    basis="schema",
    on=LIST,
    owns="@outcome",
    breaks="who lost the id of a batch does not find it again",
)
def test_batches_are_listed(batch_list):
    """Batches are listed with status 200."""
    assert batch_list.outcome == 200


@requirement(
    "batches.listing.schema",
    MUST,
    basis="schema",
    on=LIST,
    breaks="the official SDKs stop after the first page where `has_more` is missing",
)
def test_a_list_of_batches_keeps_the_contract(batch_list):
    """A list of batches keeps the contract: `object`, `data` and `has_more`."""
    assert batch_list.residue() == []


@requirement(
    "batches.listing.ends",
    SHOULD,
    basis="observed",
    on=LIST,
    breaks="clients that go on after `last_id` read batches twice, or not at all",
)
def test_a_page_of_batches_names_its_ends(batch_list):
    """`first_id` and `last_id`, where they are told, are the ids of the first and the last batch of the page."""
    assert unlike_ends(batch_list, ABSENT) == []


@requirement(
    "batches.listing.limit",
    MUST,
    basis="schema",
    on=LIST,
    only="one",
    breaks="who asks for the latest batch gets all of a year",
)
def test_a_page_of_batches_is_as_long_as_asked(batch_list):
    """With `limit` a page has no more batches than that, and `has_more` where there are."""
    assert (len(batch_list.array("data")), batch_list.at("has_more")) == (1, True)


@requirement(
    "batches.listing.listed",
    SHOULD,
    basis="observed",
    only="few",
    breaks="a batch that was just made seems to be lost",
)
def test_the_latest_batches_are_listed(batch_to_list, batch_list):
    """A batch that was just made is among the first of the list."""
    made = batch_to_list.id_at("id")
    assert [id.value for id in batch_list.each("/data/*/id") if id.value == made] == [made]


@requirement(
    "batches.listing.once",
    MUST,
    basis="schema",
    breaks="the official SDKs read a batch again and again, and never come to an end",
)
def test_no_batch_comes_on_two_pages(batch_pages):
    """No batch is on two pages, where one begins after the last batch of the other."""
    assert repeated(walked(batch_pages), "a batch once") == []


@requirement(
    "batches.listing.has-more",
    SHOULD,
    basis="schema",
    breaks="interfaces offer a next page for ever, and programs that go by `has_more` alone never come to an end",
)
def test_the_last_page_of_batches_says_so(batches_to_the_end):
    """A page of batches says `has_more` only where more follow."""
    assert promised(batches_to_the_end) == []
