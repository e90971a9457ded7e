"""Files that are wrong, and taken all the same."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import BATCH_KEPT


def failed_for(reply: Reply, code: str) -> bool:
    return code in [each["code"] for each in errors(reply)]


def errors(reply: Reply) -> list[Any]:
    found: list[Any] = (reply.body.get("errors") or {}).get("data", [])
    return found


def complete(reply: Reply) -> None:
    reply.body |= {"status": "completed", "completed_at": reply.body["failed_at"], "failed_at": None, "errors": None}


@fault("batches.wrong.not-json", on=BATCH_KEPT)
@in_answers
def what_is_no_json_is_passed_over(reply: Reply) -> None:
    if failed_for(reply, "invalid_json_line"):
        complete(reply)


@fault("batches.wrong.same-id", on=BATCH_KEPT)
@in_answers
def ids_may_come_again(reply: Reply) -> None:
    if failed_for(reply, "duplicate_custom_id"):
        complete(reply)


@fault("batches.wrong.line", on=BATCH_KEPT)
@in_answers
def lines_are_counted_from_nought(reply: Reply) -> None:
    for error in errors(reply):
        if error["line"] is not None:
            error["line"] -= 1
