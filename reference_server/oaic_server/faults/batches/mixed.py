"""Batches in which one request was wrong, and what becomes of that."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.batches.replies import Lines, is_completed, is_refusal, of_lines
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import BATCH_KEPT, FILE_CONTENT


@fault("batches.mixed.completed", on=BATCH_KEPT)
@in_answers
def one_wrong_request_fails_all(reply: Reply) -> None:
    if is_completed(reply, failed=1):
        reply.body |= {"status": "failed", "failed_at": reply.body["completed_at"], "completed_at": None}


@fault("batches.mixed.counts", on=BATCH_KEPT)
@in_answers
def every_request_is_counted_as_completed(reply: Reply) -> None:
    if is_completed(reply, failed=1):
        reply.body["request_counts"] |= {"completed": 2, "failed": 0}


@fault("batches.mixed.named", on=BATCH_KEPT)
@in_answers
def the_errors_are_not_named(reply: Reply) -> None:
    if is_completed(reply, failed=1):
        reply.body["error_file_id"] = None


@fault("batches.mixed.once", on=FILE_CONTENT)
@of_lines
def what_was_refused_is_told_twice(lines: Lines) -> Lines:
    return lines * 2 if is_refusal(lines[0]) else lines


@fault("batches.mixed.refused", on=FILE_CONTENT)
@of_lines
def what_was_refused_was_answered(lines: Lines) -> None:
    for line in lines:
        if is_refusal(line):
            line["response"]["status_code"] = 200


@fault("batches.mixed.envelope", on=FILE_CONTENT)
@of_lines
def what_was_refused_has_a_detail(lines: Lines) -> None:
    for line in lines:
        if is_refusal(line):
            line["response"]["body"] = {"detail": "Not Found"}


@fault("batches.mixed.one-of", on=FILE_CONTENT)
@of_lines
def what_was_refused_has_an_error_beside_its_response(lines: Lines) -> None:
    for line in lines:
        if is_refusal(line):
            line["error"] = {"code": "refused", "message": "The request was refused."}
