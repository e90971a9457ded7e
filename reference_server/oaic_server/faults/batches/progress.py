"""Batches that do not come along, or do not tell how far they are."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.batches.replies import LONG_AGO, is_completed
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import BATCH, BATCH_KEPT


@fault("batches.progress.status", on=BATCH_KEPT)
@in_answers
def looking_at_what_is_completed_fails(reply: Reply) -> None:
    if is_completed(reply):
        break_down(reply)


@fault("batches.progress.schema", on=BATCH_KEPT)
@in_answers
def a_batch_is_done_in_other_words(reply: Reply) -> None:
    """The window is told as a number of hours."""
    reply.body["completion_window"] = 24


@fault("batches.progress.same", on=BATCH_KEPT)
@in_answers
def the_date_of_a_batch_is_another(reply: Reply) -> None:
    reply.body["created_at"] = LONG_AGO


@fault("batches.progress.completed", on=BATCH_KEPT)
@in_answers
def what_is_completed_has_expired(reply: Reply) -> None:
    if is_completed(reply):
        reply.body |= {"status": "expired", "expired_at": reply.body["completed_at"], "completed_at": None}


@fault("batches.progress.counts", on=BATCH_KEPT)
@in_answers
def nothing_is_counted(reply: Reply) -> None:
    if is_completed(reply):
        reply.body["request_counts"]["completed"] = 0


@fault("batches.progress.dated", on=BATCH_KEPT)
@in_answers
def nobody_knows_since_when(reply: Reply) -> None:
    if is_completed(reply):
        reply.body["completed_at"] = None


@fault("batches.progress.order", on=BATCH_KEPT)
@in_answers
def a_batch_was_completed_before_it_began(reply: Reply) -> None:
    if is_completed(reply):
        reply.body["completed_at"] = reply.body["created_at"] - 1


@fault("batches.progress.nothing-else", on=BATCH_KEPT)
@in_answers
def a_completed_batch_has_also_failed(reply: Reply) -> None:
    if is_completed(reply):
        reply.body["failed_at"] = reply.body["completed_at"]


@benign("batches.progress.no-dates-on-the-way", on=BATCH_KEPT)
@in_answers
def only_the_end_is_dated(reply: Reply) -> None:
    for name in ("in_progress_at", "finalizing_at", "usage", "model"):
        del reply.body[name]


@benign("batches.progress.no-labels", stage="request", on=BATCH)
def no_labels_are_an_empty_object(request: Request) -> Request:
    given = request.members.get("metadata")
    return request if given else replace(request, body=request.members | {"metadata": {}})


@benign("batches.progress.more-members", on=BATCH_KEPT)
@in_answers
def a_batch_says_more_later(reply: Reply) -> None:
    reply.body |= {"user_id": "user-1", "priority": None, "progress": {"percent": 50.5}}
