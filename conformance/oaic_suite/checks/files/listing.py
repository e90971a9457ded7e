"""Files, listed."""

from oaic_suite.checks.files.readings import astray, disordered, is_oldest_first, unlisted
from oaic_suite.checks.files.surface import FOR, LIST
from oaic_suite.checks.responses.readings.pages import last_id, promised, unlike_ends, walked, walked_on
from oaic_suite.evidence.located import repeated
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotApplicable
from oaic_suite.judging.conversation import conversation
from oaic_suite.judging.requirement import OURS, requirement
from oaic_suite.judging.verdict import MUST, SHOULD

MANY = 100
PAGE = {"limit": 1, "order": "desc"}
LISTS = {
    "usual": {"limit": MANY},
    "oldest-first": {"limit": MANY, "order": "asc"},
    "purpose": {"purpose": FOR, "limit": 5},
}


@conversation("reply", LISTS)
def file_list(target, kept_file, later_file, variant):
    """Files, listed in several ways."""
    kept_file.require_status()
    target.capabilities.require("files-listed")
    after = {"after": kept_file.id_at("id")} if "order" in variant else {}  # however many there are before it
    return target.ask(LIST, **variant, **after)


@conversation()
def file_pages(target, kept_file, later_file):
    """Two pages of one, one after another."""
    for file in (kept_file, later_file):
        file.require_status()
    target.capabilities.require("files-listed")
    first = Reply(target.ask(LIST, **PAGE))
    return [first, Reply(target.ask(LIST, **PAGE, after=last_id(first)))]


@conversation()
def files_to_the_end(target, later_file):
    """What follows a file that was just sent, oldest first: the end is near, however many files there are."""
    target.capabilities.require("files-listed")
    shown = {"limit": MANY, "order": "asc"}
    first = Reply(target.ask(LIST, **shown, after=later_file.id_at("id")))
    return walked_on(first, lambda id: target.ask(LIST, **shown, after=id))


@requirement(
    "files.listing.status",
    MUST,
    basis="schema",
    on=LIST,
    owns="@outcome",
    breaks="nobody finds what is kept, or tidies it up",
)
def test_files_are_listed(file_list):
    """Files are listed with status 200."""
    assert file_list.outcome == 200


@requirement(
    "files.listing.schema",
    MUST,
    basis="schema",
    on=LIST,
    breaks="typed clients fail to decode the list",
)
def test_a_list_of_files_keeps_the_contract(file_list):
    """A list of files keeps the contract: `object`, `data` and `has_more`."""
    assert file_list.residue() == []


@requirement(
    "files.listing.there",
    MUST,
    basis="schema",
    only="usual",
    breaks="a file that was sent is lost to everybody who does not remember its id",
)
def test_a_file_that_was_sent_is_listed(later_file, file_list):
    """A file that was just sent is on the first page, unless there are more pages and the oldest come first."""
    if file_list.found().get("has_more") and is_oldest_first(file_list):
        raise NotApplicable("it is on a later page: which files come first is judged by itself")
    assert unlisted(file_list, later_file) == []


@requirement(
    "files.listing.ends",
    SHOULD,
    basis="schema",
    on=LIST,
    breaks="clients that go on after `last_id` read files twice, or not at all",
)
def test_a_page_of_files_names_its_ends(file_list):
    """`first_id` and `last_id` are the ids of the first and the last file of the page."""
    assert unlike_ends(file_list) == []


@requirement(
    "files.listing.latest-first",
    SHOULD,
    basis="schema",
    only="usual",
    breaks="who looks for the file sent last finds the oldest",
)
def test_the_latest_file_comes_first(kept_file, later_file, file_list):
    """Where `order` is not said the latest file comes first."""
    assert disordered(file_list, later_file.id_at("id"), kept_file.id_at("id")) == []


@requirement(
    "files.listing.oldest-first",
    SHOULD,
    basis="schema",
    only="oldest-first",
    breaks="who tidies up deletes the newest files in place of the oldest",
)
def test_the_oldest_file_comes_first_where_asked(later_file, file_list):
    """With `order=asc` the oldest file comes first: after one that is there come those that were sent later."""
    assert unlisted(file_list, later_file) == []


@requirement(
    "files.listing.purpose",
    SHOULD,
    basis="schema",
    on=LIST,
    only="purpose",
    breaks="who deletes the files of one purpose deletes others",
)
def test_files_are_listed_by_purpose(file_list):
    """With `purpose` only files for that are listed."""
    assert astray(file_list, FOR) == []


@requirement(
    "files.listing.limit",
    MUST,
    basis="schema",
    only=OURS,
    breaks="the official SDKs ask for the next page where `has_more` says so: without it they end after the first",
)
def test_a_page_of_files_is_as_long_as_asked(file_pages):
    """With `limit` a page has no more files than that, and `has_more` where there are."""
    assert (len(file_pages[0].array("data")), file_pages[0].at("has_more")) == (1, True)


@requirement(
    "files.listing.once",
    MUST,
    basis="schema",
    only=OURS,
    breaks="the official SDKs walk the pages, and never come to an end",
)
def test_no_file_comes_on_two_pages(file_pages):
    """A page that begins after a file does not have that file again."""
    assert repeated(walked(file_pages), "a file once") == []


@requirement(
    "files.listing.has-more",
    SHOULD,
    basis="schema",
    only=OURS,
    breaks="interfaces offer a next page for ever, and programs that go by `has_more` alone never come to an end",
)
def test_the_last_page_of_files_says_so(files_to_the_end):
    """A page of files says `has_more` only where more follow."""
    assert promised(files_to_the_end) == []
