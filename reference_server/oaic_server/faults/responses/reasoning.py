"""Thoughts that are misshapen, uncounted, or not taken back."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import RESPONSE
from oaic_server.faults.responses.replies import in_responses, items, texts
from oaic_server.faults.responses.stream.items import rewrite_output
from oaic_server.faults.responses.stream.replies import DONE_ITEM, drop, first, in_streams, last, of_type

INCOMPLETE = "response.incomplete"


@fault(
    "responses.reasoning.summary",
    on=RESPONSE,
    also={"responses.reply.schema": "the contract has a summary in every thought"},
)
@in_responses
def thoughts_have_no_summary(reply: Reply) -> None:
    for item in items(reply, "reasoning"):
        del item["summary"]


@fault(
    "responses.reasoning.parts",
    on=RESPONSE,
    also={"responses.reply.schema": "the contract has parts with a text in every summary"},
)
@in_responses
def summaries_are_of_strings(reply: Reply) -> None:
    for item in items(reply, "reasoning"):
        item["summary"] = [part["text"] for part in item["summary"]]


@fault("responses.reasoning.counted", on=RESPONSE)
@in_responses
def thoughts_are_not_counted(reply: Reply) -> None:
    reply.body["usage"]["output_tokens_details"]["reasoning_tokens"] = 0


@fault("responses.reasoning.not-in-text", on=RESPONSE)
@in_responses
def thoughts_stand_in_the_text_too(reply: Reply) -> None:
    if any(items(reply, "reasoning")):
        for text in texts(reply):
            text["text"] = f"<think>hm</think>{text['text']}"


@fault("responses.reasoning.not-in-streamed-text", on=RESPONSE)
@in_streams
def a_stream_ends_its_thoughts_in_the_text(reply: Reply) -> None:
    """The tag that opens stands in the template, and only the one that closes is seen."""
    if "reasoning" in reply.request.body and (begun := first(reply, "output_text.delta")):
        begun.data["delta"] = f"</think>{begun.data['delta']}"
        for frame in of_type(reply, "output_text.done", "content_part.done"):
            told = frame.data.get("part", frame.data)
            told["text"] = f"</think>{told['text']}"
        for frame in of_type(reply, DONE_ITEM):
            for part in frame.data["item"].get("content") or ():
                part["text"] = f"</think>{part['text']}"
        rewrite_output(reply)


@fault("responses.reasoning.sealed", on=RESPONSE)
@in_responses
def thoughts_are_not_sealed(reply: Reply) -> None:
    for item in items(reply, "reasoning"):
        item.pop("encrypted_content", None)


@fault("responses.reasoning.taken-back", stage="answer", on=RESPONSE)
def thoughts_are_not_taken_back(request: Request) -> Reply | None:
    given = request.body.get("input")
    if not isinstance(given, list) or not any(
        item.get("type") == "reasoning" and item.get("encrypted_content") for item in given
    ):
        return None
    return Refusal(400, "input[1].type: expected a message", code="invalid_value", param="input").reply(request)


@fault("responses.reasoning.cut-alike", on=RESPONSE)
@in_streams
def a_stream_that_is_cut_loses_its_thoughts(reply: Reply) -> None:
    if last(reply).data["type"] != INCOMPLETE or "reasoning" not in reply.request.body:
        return
    drop(reply, *(frame for frame in reply.chunks if frame.data.get("output_index") == 0))
    for frame in reply.chunks:
        if "output_index" in frame.data:
            frame.data["output_index"] -= 1
    ended = last(reply).data["response"]
    ended["output"] = ended["output"][1:]
