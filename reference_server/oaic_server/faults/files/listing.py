"""Lists of files that are incomplete, in another order, or never end."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.files.replies import LATER
from oaic_server.faults.operations import FILES_LISTED
from oaic_server.faults.pages import asked, paged


@fault("files.listing.status", on=FILES_LISTED)
@in_answers
def listing_by_purpose_fails(reply: Reply) -> None:
    if "purpose" in asked(reply):
        break_down(reply)


@fault("files.listing.schema", on=FILES_LISTED)
@in_answers
def a_list_of_files_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("files.listing.schema:no-data", on=FILES_LISTED)
@in_answers
def files_stand_in_a_member_of_their_name(reply: Reply) -> None:
    reply.body["files"] = reply.body.pop("data")


@fault("files.listing.there", on=FILES_LISTED)
@in_answers
def the_latest_file_is_not_listed_yet(reply: Reply) -> None:
    if {"limit", "order"} - asked(reply).keys() == {"order"} and asked(reply)["limit"] == "100":
        paged(reply, [file for file in reply.body["data"] if file["filename"] != LATER])


@fault("files.listing.ends", on=FILES_LISTED)
@in_answers
def a_page_of_files_does_not_name_its_ends(reply: Reply) -> None:
    reply.body |= {"first_id": None, "last_id": None}


@fault("files.listing.latest-first", on=FILES_LISTED)
@in_answers
def the_oldest_file_comes_first(reply: Reply) -> None:
    if asked(reply).keys() == {"limit"}:
        paged(reply, reply.body["data"][::-1])


@fault("files.listing.oldest-first", on=FILES_LISTED)
@in_answers
def the_order_of_files_is_ignored(reply: Reply) -> None:
    if asked(reply).get("order") == "asc":
        paged(reply, [file for file in reply.body["data"] if file["filename"] != LATER])


@fault("files.listing.purpose", on=FILES_LISTED)
@in_answers
def the_purpose_is_ignored(reply: Reply) -> None:
    if "purpose" in asked(reply):
        paged(reply, [{**file, "purpose": "assistants"} for file in reply.body["data"]])


@fault("files.listing.limit", on=FILES_LISTED)
@in_answers
def a_page_of_files_in_order_says_that_it_is_all(reply: Reply) -> None:
    if asked(reply).get("order") == "desc":
        reply.body["has_more"] = False


@fault("files.listing.once", on=FILES_LISTED)
@in_answers
def a_page_of_files_in_order_begins_with_the_last_again(reply: Reply) -> None:
    after = asked(reply).get("after")
    if after and asked(reply).get("order") == "desc" and reply.body["data"]:
        paged(reply, [{**reply.body["data"][0], "id": after}])


@fault("files.listing.has-more", on=FILES_LISTED)
@in_answers
def there_are_always_more_files(reply: Reply) -> None:
    reply.body["has_more"] = True
