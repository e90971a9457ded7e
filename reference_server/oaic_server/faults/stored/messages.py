"""Messages that are lost, or told as others than were sent."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import CHAT_MESSAGES
from oaic_server.faults.pages import asked, paged

SEVERAL = 3  # messages in a talk; what only asks whether any are listed has one


@fault("stored.messages.status", on=CHAT_MESSAGES)
@in_answers
def listing_messages_in_order_fails(reply: Reply) -> None:
    if asked(reply).get("order"):
        break_down(reply)


@fault("stored.messages.schema", on=CHAT_MESSAGES)
@in_answers
def messages_have_no_ends(reply: Reply) -> None:
    del reply.body["has_more"]


@fault("stored.messages.as-sent", on=CHAT_MESSAGES)
@in_answers
def only_the_last_message_is_kept(reply: Reply) -> None:
    if len(reply.body["data"]) == SEVERAL and not asked(reply):
        paged(reply, reply.body["data"][-1:])


@fault("stored.messages.latest-first", on=CHAT_MESSAGES)
@in_answers
def the_order_of_messages_is_ignored(reply: Reply) -> None:
    if asked(reply).get("order") == "desc":
        paged(reply, reply.body["data"][::-1])


@fault("stored.messages.own-ids", on=CHAT_MESSAGES)
@in_answers
def messages_have_the_id_of_their_chat(reply: Reply) -> None:
    paged(reply, [message | {"id": "chatcmpl-1"} for message in reply.body["data"]])


@fault("stored.messages.ends", on=CHAT_MESSAGES)
@in_answers
def a_page_of_messages_has_its_ends_the_wrong_way_round(reply: Reply) -> None:
    reply.body |= {"first_id": reply.body["last_id"], "last_id": reply.body["first_id"]}


@fault("stored.messages.limit", on=CHAT_MESSAGES)
@in_answers
def a_page_of_messages_says_that_it_is_all(reply: Reply) -> None:
    if asked(reply).get("limit") == "1":
        reply.body["has_more"] = False


@fault("stored.messages.has-more", on=CHAT_MESSAGES)
@in_answers
def there_are_always_more_messages(reply: Reply) -> None:
    reply.body["has_more"] = True


@benign("stored.messages.parts-with-everything", on=CHAT_MESSAGES)
@in_answers
def a_text_is_a_part_as_well(reply: Reply) -> None:
    for message in reply.body["data"]:
        message["content_parts"] = [{"type": "text", "text": message["content"], "image_url": None, "file": None}]
