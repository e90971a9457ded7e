"""Lists of input that are backwards, too long, or lose items between pages."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import INPUT_ITEMS
from oaic_server.faults.pages import asked, paged
from oaic_server.faults.responses.replies import in_responses


@fault("responses.input-items.status", on=INPUT_ITEMS)
@in_responses
def listing_the_input_fails(reply: Reply) -> None:
    if asked(reply):
        break_down(reply)


@fault("responses.input-items.schema", on=INPUT_ITEMS)
@in_responses
def a_list_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("responses.input-items.ends", on=INPUT_ITEMS)
@in_responses
def a_page_has_its_ends_the_wrong_way_round(reply: Reply) -> None:
    if len(reply.body["data"]) > 2:
        reply.body |= {"first_id": reply.body["last_id"], "last_id": reply.body["first_id"]}


@fault("responses.input-items.limit", on=INPUT_ITEMS)
@in_responses
def a_page_says_that_it_is_all(reply: Reply) -> None:
    if asked(reply).get("limit") == "1":
        reply.body["has_more"] = False


@fault("responses.input-items.latest-first", on=INPUT_ITEMS)
@in_responses
def the_oldest_item_comes_first(reply: Reply) -> None:
    if not asked(reply):
        paged(reply, reply.body["data"][::-1])


@fault("responses.input-items.oldest-first", on=INPUT_ITEMS)
@in_responses
def the_order_is_ignored(reply: Reply) -> None:
    given = asked(reply)
    if given.get("order") == "asc" and "limit" not in given:
        paged(reply, reply.body["data"][::-1])


@fault("responses.input-items.once", on=INPUT_ITEMS)
@in_responses
def a_page_begins_with_the_last_item_again(reply: Reply) -> None:
    after = asked(reply).get("after")
    if after:
        reply.body["data"].insert(0, {**reply.body["data"][0], "id": after})
        reply.body["first_id"] = after


@fault("responses.input-items.all", on=INPUT_ITEMS)
@in_responses
def there_is_always_more(reply: Reply) -> None:
    if asked(reply).get("after"):
        reply.body["has_more"] = True
