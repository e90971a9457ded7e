"""Whole responses that do not come, or say wrong things of themselves."""

from __future__ import annotations

import json

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import break_down
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_complete_responses, in_responses, is_cut, items


@fault("responses.reply.status", on=RESPONSE)
@in_responses
def answering_a_text_fails(reply: Reply) -> None:
    asked = reply.request.body
    if isinstance(asked.get("input"), str) and "previous_response_id" not in asked:
        break_down(reply)


@fault("responses.reply.status:items", stage="answer", on=RESPONSE)
def a_forced_call_fails(request: Request) -> Reply | None:
    if request.stream or request.body.get("tool_choice") != "required":
        return None
    reply = Reply.json(request, {})
    break_down(reply)
    return reply


@fault("responses.reply.content-type", on=RESPONSE)
@in_responses
def a_response_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain; charset=utf-8")


@fault("responses.reply.json", on=RESPONSE)
@in_responses
def a_response_is_cut_in_half(reply: Reply) -> None:
    whole = reply.content()
    reply.body = whole[: len(whole) // 2]


@fault("responses.reply.no-error", on=RESPONSE)
@in_responses
def a_failure_is_told_with_200(reply: Reply) -> None:
    reply.body = {"error": {"message": "Out of order.", "type": "server_error", "param": None, "code": None}}


@fault("responses.reply.object", on=RESPONSE)
@in_responses
def a_response_says_it_is_a_chat(reply: Reply) -> None:
    reply.body["object"] = "chat.completion"


@fault("responses.reply.id", on=RESPONSE)
@in_responses
def a_response_has_no_id(reply: Reply) -> None:
    del reply.body["id"]


@fault("responses.reply.created-at", on=RESPONSE)
@in_responses
def a_response_has_no_date(reply: Reply) -> None:
    del reply.body["created_at"]


@fault("responses.reply.created-at:milliseconds", on=RESPONSE)
@in_responses
def a_response_is_dated_in_milliseconds(reply: Reply) -> None:
    reply.body["created_at"] *= 1000


@fault("responses.reply.whole-numbers", on=RESPONSE)
@in_responses
def dates_have_a_fraction(reply: Reply) -> None:
    reply.body["created_at"] = float(reply.body["created_at"])
    reply.encode = lambda value: json.dumps(value).encode()


@fault("responses.reply.model", on=RESPONSE)
@in_responses
def a_response_names_no_model(reply: Reply) -> None:
    del reply.body["model"]


@fault("responses.reply.state", on=RESPONSE)
@in_responses
def a_response_has_no_status(reply: Reply) -> None:
    del reply.body["status"]


@fault("responses.reply.state:under-way", on=RESPONSE)
@in_complete_responses
def a_response_is_still_under_way(reply: Reply) -> None:
    reply.body["status"] = "in_progress"


@fault(
    "responses.reply.error-null",
    on=RESPONSE,
    also={"responses.reply.no-error": "an error is told, whatever the status says"},
)
@in_complete_responses
def a_response_that_did_not_fail_has_an_error(reply: Reply) -> None:
    reply.body["error"] = {"code": "server_error", "message": ""}


@fault("responses.reply.incomplete-details", on=RESPONSE)
@in_responses
def what_was_cut_does_not_say_why(reply: Reply) -> None:
    reply.body["incomplete_details"] = None


@fault(
    "responses.reply.cut",
    on=RESPONSE,
    also={"responses.reply.limit-told": "it was its limit that cut the response"},
)
@in_responses
def what_was_cut_passes_for_complete(reply: Reply) -> None:
    if is_cut(reply):
        reply.body |= {"status": "completed", "incomplete_details": None}


@fault("responses.reply.limit-told", on=RESPONSE)
@in_responses
def what_was_cut_passes_for_complete_in_all_its_parts(reply: Reply) -> None:
    if is_cut(reply):
        reply.body |= {"status": "completed", "incomplete_details": None}
        for item in items(reply):
            item["status"] = "completed"


@fault("responses.reply.not-silent", on=RESPONSE)
@in_complete_responses
def nothing_is_said(reply: Reply) -> None:
    for item in items(reply, "message"):
        item["content"] = []


@fault("responses.reply.schema", on=RESPONSE)
@in_responses
def what_holds_for_tools_is_not_told(reply: Reply) -> None:
    for member in ("tools", "tool_choice", "parallel_tool_calls"):
        del reply.body[member]


@fault("responses.reply.schema:words", on=RESPONSE)
@in_responses
def booleans_are_told_as_words(reply: Reply) -> None:
    reply.body["parallel_tool_calls"] = "true"


@benign("responses.reply.more-members", on=RESPONSE)
@in_responses
def a_response_has_members_of_its_own(reply: Reply) -> None:
    reply.body |= {"output_text": "Hello.", "engine": {"name": "parrot", "layers": 2}, "billing": None}


@benign("responses.reply.bare", on=RESPONSE)
@in_responses
def a_response_has_what_it_must_alone(reply: Reply) -> None:
    for member in ("store", "user", "truncation", "service_tier", "background", "top_logprobs", "completed_at"):
        reply.body.pop(member, None)
