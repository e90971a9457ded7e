"""Lists of items that are backwards, too long, or lose items between pages."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import ITEMS_LISTED
from oaic_server.faults.pages import asked, paged


@fault("conversations.listing.status", on=ITEMS_LISTED)
@in_answers
def listing_in_order_fails(reply: Reply) -> None:
    if asked(reply).get("order"):
        break_down(reply)


@fault("conversations.listing.schema", on=ITEMS_LISTED)
@in_answers
def a_list_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("conversations.listing.ends", on=ITEMS_LISTED)
@in_answers
def a_page_has_its_ends_the_wrong_way_round(reply: Reply) -> None:
    if len(reply.body["data"]) > 2:
        reply.body |= {"first_id": reply.body["last_id"], "last_id": reply.body["first_id"]}


@fault("conversations.listing.limit", on=ITEMS_LISTED)
@in_answers
def a_page_says_that_it_is_all(reply: Reply) -> None:
    if asked(reply).get("limit") == "1":
        reply.body["has_more"] = False


@fault("conversations.listing.latest-first", on=ITEMS_LISTED)
@in_answers
def the_oldest_item_comes_first(reply: Reply) -> None:
    if not asked(reply):
        paged(reply, reply.body["data"][::-1])


@fault("conversations.listing.oldest-first", on=ITEMS_LISTED)
@in_answers
def the_order_is_ignored(reply: Reply) -> None:
    given = asked(reply)
    if given.get("order") == "asc" and "limit" not in given:
        paged(reply, reply.body["data"][::-1])


@fault("conversations.listing.once", on=ITEMS_LISTED)
@in_answers
def a_page_begins_with_the_last_item_again(reply: Reply) -> None:
    data = reply.body["data"]
    if after := asked(reply).get("after"):
        paged(reply, [{**data[0], "id": after}, *data])


@fault("conversations.listing.all", on=ITEMS_LISTED)
@in_answers
def there_is_always_more(reply: Reply) -> None:
    if asked(reply).get("after"):
        reply.body["has_more"] = True


@fault("conversations.listing.include", stage="answer", on=ITEMS_LISTED)
def more_may_not_be_asked(request: Request) -> Reply | None:
    if "include" not in request.query:
        return None
    return Refusal(400, "include[]: unknown", code="unknown_parameter", param="include[]").reply(request)
