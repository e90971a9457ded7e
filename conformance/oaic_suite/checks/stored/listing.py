"""Chats that are kept, listed by their labels and walked page by page."""

from oaic_suite.asking.waiting import awaited
from oaic_suite.checks.responses.readings.pages import last_id, unlike_ends, walked
from oaic_suite.checks.stored.readings import all_told_of, alone_told_of, kept_of, told_of
from oaic_suite.checks.stored.surface import LIST
from oaic_suite.evidence.located import repeated, unlike
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

LISTS = {"oldest-first": {"order": "asc"}, "latest-first": {"order": "desc"}, "one": {"limit": 1}}
NOBODY = "no-such-model-6f1d2c"


def listed(target, series, **more):
    """Chats with the label of the series."""
    (label,) = series[0].request.get("metadata").items()
    query = {f"metadata[{label[0]}]": label[1], **more}
    return target.provoke(LIST, query=query, lawful=True)


@conversation("reply")
def list_of_series(target, series):
    """All chats of the series, as soon as they are there."""
    target.capabilities.require("stored")
    return awaited(lambda: listed(target, series), lambda page: tells_of_all(page, series))


def tells_of_all(page, series):
    try:
        return set(told_of(Reply(page), series)) == set(kept_of(series))
    except NotEstablished:
        return False


@conversation("reply", LISTS)
def stored_list(target, series, list_of_series, variant):
    """The same in several ways."""
    list_of_series.require_status()
    return listed(target, series, **variant)


@conversation("reply")
def list_of_nobody(target, series, list_of_series):
    """Those of them by a model that there is not."""
    list_of_series.require_status()
    return listed(target, series, model=NOBODY)


@conversation()
def stored_pages(target, series, list_of_series):
    """Two pages of one, one after another."""
    alone_told_of(list_of_series, series)
    first = Reply(listed(target, series, limit=1, order="asc"))
    return [first, Reply(listed(target, series, limit=1, order="asc", after=last_id(first)))]


@requirement(
    "stored.listing.status",
    MUST,
    basis="schema",
    on=LIST,
    owns="@outcome",
    breaks="who looks for answers that were kept finds none",
)
def test_chats_are_listed(stored_list):
    """Chats that are kept are listed with status 200."""
    assert stored_list.outcome == 200


@requirement(
    "stored.listing.schema",
    MUST,
    basis="schema",
    on=LIST,
    breaks="typed clients fail to decode the list",
)
def test_a_list_of_chats_keeps_the_contract(stored_list):
    """A list of chats keeps the contract: `object`, `data`, `first_id`, `last_id` and `has_more`."""
    assert stored_list.residue() == []


@requirement(
    "stored.listing.all",
    MUST,
    basis="schema",
    breaks="answers that were kept are lost to whoever did not write down their ids",
)
def test_what_is_kept_is_listed(series, list_of_series):
    """Chats with `store: true` are listed."""
    assert sorted(told_of(list_of_series, series)) == sorted(kept_of(series))


@requirement(
    "stored.listing.labels",
    MUST,
    basis="schema",
    breaks="who asks for the answers of one purpose gets all of them, other people's too",
)
def test_a_list_is_by_labels(series, list_of_series):
    """With `metadata[NAME]=VALUE` no chats are listed but those that have the label."""
    (label,) = series[0].request.get("metadata").items()
    assert unlike(list_of_series.each("/data/*"), ("metadata", label[0]), label[1]) == []


@requirement(
    "stored.listing.model",
    SHOULD,
    basis="schema",
    on=LIST,
    only=OURS,
    breaks="who asks for the answers of one model gets those of others too",
)
def test_a_list_is_by_model(list_of_nobody):
    """With `model` no chats are listed but those that this model answered."""
    assert list_of_nobody.array("data") == []


@requirement(
    "stored.listing.ends",
    MUST,
    basis="schema",
    on=LIST,
    breaks="clients that go on after `last_id` read chats twice, or not at all",
)
def test_a_page_of_chats_names_its_ends(stored_list):
    """`first_id` and `last_id` are the ids of the first and the last chat of the page."""
    assert unlike_ends(stored_list) == []


@requirement(
    "stored.listing.limit",
    MUST,
    basis="schema",
    on=LIST,
    only="one",
    breaks="who asks for the last few answers gets all of a year",
)
def test_a_page_of_chats_is_as_long_as_asked(stored_list):
    """With `limit` a page has no more chats than that, and `has_more` where there are."""
    assert (len(stored_list.array("data")), stored_list.at("has_more")) == (1, True)


@requirement(
    "stored.listing.oldest-first",
    MUST,
    basis="schema",
    only="oldest-first",
    breaks="who asks for answers in their order gets them backwards",
)
def test_the_oldest_chat_comes_first_where_asked(series, stored_list):
    """With `order=asc` the oldest chat comes first."""
    assert all_told_of(stored_list, series) == kept_of(series)


@requirement(
    "stored.listing.latest-first",
    MUST,
    basis="schema",
    only="latest-first",
    breaks="who asks for the latest answers gets the oldest",
)
def test_the_latest_chat_comes_first_where_asked(series, stored_list):
    """With `order=desc` the latest chat comes first."""
    assert all_told_of(stored_list, series)[::-1] == kept_of(series)


@requirement(
    "stored.listing.once",
    MUST,
    basis="schema",
    breaks="who walks the pages reads an answer twice",
)
def test_no_chat_comes_on_two_pages(stored_pages):
    """No chat is on two pages, where one begins after the last chat of the other."""
    assert repeated(walked(stored_pages), "a chat once") == []


@requirement(
    "stored.listing.walked",
    MUST,
    basis="schema",
    breaks="who walks the pages misses answers, or never comes to an end",
)
def test_all_chats_come_on_some_page(series, stored_pages):
    """The pages together have every chat, and the last says that there are no more."""
    told = sorted({str(id.value) for id in walked(stored_pages)})
    assert (told, stored_pages[-1].at("has_more")) == (sorted(kept_of(series)), False)
