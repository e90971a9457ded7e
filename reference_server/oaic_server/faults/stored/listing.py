"""Lists of chats that are backwards, too long, or tell of others."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import CHATS_KEPT
from oaic_server.faults.pages import asked, paged
from oaic_server.faults.stored.replies import is_of_series, made_up


@fault("stored.listing.status", on=CHATS_KEPT)
@in_answers
def listing_in_order_fails(reply: Reply) -> None:
    given = asked(reply)
    if given.get("order") and "limit" not in given:
        break_down(reply)


@fault("stored.listing.schema", on=CHATS_KEPT)
@in_answers
def a_list_of_chats_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("stored.listing.schema:no-data", on=CHATS_KEPT)
@in_answers
def chats_stand_in_a_member_of_their_name(reply: Reply) -> None:
    reply.body["chats"] = reply.body.pop("data")


@fault("stored.listing.all", on=CHATS_KEPT)
@in_answers
def the_first_chat_of_two_is_lost(reply: Reply) -> None:
    if is_of_series(reply) and not asked(reply).keys() & {"order", "limit", "model"}:
        paged(reply, reply.body["data"][:1])


@fault("stored.listing.labels", on=CHATS_KEPT)
@in_answers
def labels_are_ignored(reply: Reply) -> None:
    if is_of_series(reply) and not asked(reply).keys() & {"order", "limit", "model"}:
        paged(reply, [*reply.body["data"], made_up("chatcmpl-another")])


@fault("stored.listing.model", on=CHATS_KEPT)
@in_answers
def the_model_is_ignored(reply: Reply) -> None:
    if "model" in asked(reply):
        paged(reply, [made_up("chatcmpl-another")])


@fault("stored.listing.ends", on=CHATS_KEPT)
@in_answers
def a_page_of_chats_has_its_ends_the_wrong_way_round(reply: Reply) -> None:
    if len(reply.body["data"]) > 1:
        reply.body |= {"first_id": reply.body["last_id"], "last_id": reply.body["first_id"]}


@fault("stored.listing.limit", on=CHATS_KEPT)
@in_answers
def a_page_of_chats_says_that_it_is_all(reply: Reply) -> None:
    given = asked(reply)
    if given.get("limit") == "1" and "order" not in given:
        reply.body["has_more"] = False


@fault("stored.listing.oldest-first", on=CHATS_KEPT)
@in_answers
def the_order_asc_is_ignored(reply: Reply) -> None:
    given = asked(reply)
    if given.get("order") == "asc" and "limit" not in given:
        paged(reply, reply.body["data"][::-1])


@fault("stored.listing.latest-first", on=CHATS_KEPT)
@in_answers
def the_order_desc_is_ignored(reply: Reply) -> None:
    if asked(reply).get("order") == "desc":
        paged(reply, reply.body["data"][::-1])


@fault("stored.listing.once", on=CHATS_KEPT)
@in_answers
def a_page_of_chats_begins_with_the_last_one_again(reply: Reply) -> None:
    data = reply.body["data"]
    if (after := asked(reply).get("after")) and data:
        paged(reply, [{**data[0], "id": after}, *data])


@fault("stored.listing.walked", on=CHATS_KEPT)
@in_answers
def there_are_always_more_chats(reply: Reply) -> None:
    if asked(reply).get("after"):
        reply.body["has_more"] = True


@fault("stored.listing.walked:another", on=CHATS_KEPT)
@in_answers
def a_page_of_chats_has_another_in_place_of_the_next(reply: Reply) -> None:
    if asked(reply).get("after") and reply.body["data"]:
        paged(reply, [made_up("chatcmpl-another")])


@benign("stored.listing.oldest-first-unasked", on=CHATS_KEPT)
@in_answers
def the_oldest_chat_comes_first_unasked(reply: Reply) -> None:
    if not asked(reply).keys() & {"order", "limit"}:
        paged(reply, reply.body["data"][::-1])
