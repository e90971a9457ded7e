"""Batches that are not made, or are made as others."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.batches.replies import is_labelled
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import BATCH

CHATS = "/v1/chat/completions"


@fault("batches.creating.status", on=BATCH)
@in_answers
def batches_with_labels_fail(reply: Reply) -> None:
    if is_labelled(reply):
        break_down(reply)


@fault("batches.creating.schema", on=BATCH)
@in_answers
def a_batch_does_not_say_what_it_is(reply: Reply) -> None:
    del reply.body["object"]


@fault("batches.creating.echoes", on=BATCH)
@in_answers
def a_batch_names_its_endpoint_in_its_own_way(reply: Reply) -> None:
    if is_labelled(reply):
        reply.body["endpoint"] = reply.body["endpoint"].removeprefix("/v1")


@fault("batches.creating.labels", on=BATCH)
@in_answers
def a_batch_has_lost_its_labels(reply: Reply) -> None:
    reply.body["metadata"] = None


@fault("batches.creating.no-output-yet", on=BATCH)
@in_answers
def a_batch_names_its_output_before_there_is_any(reply: Reply) -> None:
    reply.body["output_file_id"] = "file-to-be"


@benign("batches.creating.nothing-yet", on=BATCH)
@in_answers
def what_is_not_there_yet_is_left_out(reply: Reply) -> None:
    reply.body = {name: value for name, value in reply.body.items() if value is not None}


@benign("batches.creating.of-chats-alone", stage="answer", on=BATCH)
def batches_are_made_of_chats_alone(request: Request) -> None:
    """As a server does that has other endpoints too, but not in batches."""
    if request.body["endpoint"] != CHATS:
        raise Refusal(400, f"invalid endpoint: only {CHATS} is supported")


@benign("batches.creating.more-members", on=BATCH)
@in_answers
def a_batch_says_more(reply: Reply) -> None:
    reply.body |= {"user_id": "user-1", "priority": None, "progress": {"percent": 50.5}}
