"""Lists of batches that are backwards, too long, or have no end."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.batches.replies import made_up
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import BATCHES
from oaic_server.faults.pages import asked, paged


@fault("batches.listing.status", on=BATCHES)
@in_answers
def listing_several_batches_fails(reply: Reply) -> None:
    if len(reply.body["data"]) > 1:
        break_down(reply)


@fault("batches.listing.schema", on=BATCHES)
@in_answers
def a_list_of_batches_does_not_say_whether_it_is_all(reply: Reply) -> None:
    if asked(reply).get("limit") != "1":
        del reply.body["has_more"]


@fault("batches.listing.ends", on=BATCHES)
@in_answers
def a_page_of_batches_has_its_ends_the_wrong_way_round(reply: Reply) -> None:
    if len(reply.body["data"]) > 1:
        reply.body |= {"first_id": reply.body["last_id"], "last_id": reply.body["first_id"]}


@fault("batches.listing.limit", on=BATCHES)
@in_answers
def a_page_of_batches_says_that_it_is_all(reply: Reply) -> None:
    if "after" not in asked(reply):
        reply.body["has_more"] = False


@fault("batches.listing.listed", on=BATCHES)
@in_answers
def the_latest_batches_are_not_there_yet(reply: Reply) -> None:
    if asked(reply).get("limit") == "20":
        paged(reply, [made_up(f"batch_{number}") for number in range(20)])


@fault("batches.listing.once", on=BATCHES)
@in_answers
def a_page_of_batches_begins_with_the_last_one_again(reply: Reply) -> None:
    if after := asked(reply).get("after"):
        paged(reply, [made_up(after), *reply.body["data"]])


@fault("batches.listing.has-more", on=BATCHES)
@in_answers
def there_are_always_more_batches(reply: Reply) -> None:
    reply.body["has_more"] = True


@benign("batches.listing.no-ends", on=BATCHES)
@in_answers
def a_page_of_batches_does_not_name_its_ends(reply: Reply) -> None:
    del reply.body["first_id"], reply.body["last_id"]
    reply.body["total"] = len(reply.body["data"])
