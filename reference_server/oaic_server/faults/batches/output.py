"""Output that is lost, or told in another way."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.batches.replies import Lines, is_completed, is_refusal, of_lines
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import BATCH_KEPT, FILE_CONTENT, FILE_KEPT, FILES_LISTED


@fault("batches.output.named", on=BATCH_KEPT)
@in_answers
def the_output_is_not_named(reply: Reply) -> None:
    if is_completed(reply):
        reply.body["output_file_id"] = None


@fault("batches.output.found", on=BATCH_KEPT)
@in_answers
def the_output_is_nowhere(reply: Reply) -> None:
    if is_completed(reply):
        reply.body["output_file_id"] = "file-nowhere"


@fault("batches.output.lines", on=FILE_CONTENT)
@of_lines
def requests_are_known_by_another_name(lines: Lines) -> None:
    for line in lines:
        line["request_id"] = line.pop("id")


@fault("batches.output.lines:no-custom-id", on=FILE_CONTENT)
@of_lines
def answers_are_known_by_their_own_ids_alone(lines: Lines) -> None:
    for line in lines:
        del line["custom_id"]


@fault("batches.output.once", on=FILE_CONTENT)
@of_lines
def the_last_answer_of_several_is_that_of_the_first(lines: Lines) -> None:
    if len(lines) > 1:
        lines[-1]["custom_id"] = lines[0]["custom_id"]


@fault("batches.output.answered", on=FILE_CONTENT)
@of_lines
def answers_are_accepted_only(lines: Lines) -> None:
    for line in lines:
        if not is_refusal(line):
            line["response"]["status_code"] = 202


@fault("batches.output.bodies", on=FILE_CONTENT)
@of_lines
def answers_have_no_model(lines: Lines) -> None:
    for line in lines:
        line["response"]["body"].pop("model", None)


@fault("batches.output.own", on=FILE_CONTENT)
@of_lines
def answers_are_told_under_one_another_s_ids(lines: Lines) -> None:
    ids = [line["custom_id"] for line in lines]
    for line, id in zip(lines, reversed(ids), strict=True):
        line["custom_id"] = id


@fault("batches.output.own-ids", on=FILE_CONTENT)
@of_lines
def lines_have_the_id_of_the_first(lines: Lines) -> None:
    for line in lines:
        line["id"] = lines[0]["id"]


@benign("batches.output.another-order", on=FILE_CONTENT)
@of_lines
def the_last_answer_comes_first(lines: Lines) -> Lines:
    return lines[::-1]


@benign("batches.output.no-error", on=FILE_CONTENT)
@of_lines
def no_error_is_no_member(lines: Lines) -> None:
    for line in lines:
        del line["error"]


@benign("batches.output.no-refusal", on=FILE_CONTENT)
@of_lines
def a_message_says_nothing_of_a_refusal(lines: Lines) -> None:
    """No MUST of a chat's own answers says that it should."""
    for line in lines:
        for choice in line["response"]["body"].get("choices", []):
            del choice["message"]["refusal"]


@fault("batches.output.described", on=FILE_KEPT)
@in_answers
def what_came_of_a_batch_is_not_described(reply: Reply) -> None:
    if reply.body["purpose"] == "batch_output":
        break_down(reply)


@fault(
    "batches.output.listed", on=FILES_LISTED, also={"files.listing.ends": "the ends are those of what is not listed"}
)
@in_answers
def what_came_of_batches_is_not_listed(reply: Reply) -> None:
    reply.body["data"] = [file for file in reply.body["data"] if file["purpose"] != "batch_output"]
