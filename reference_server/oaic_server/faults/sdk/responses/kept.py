"""What is kept of responses, and the official Python SDK cannot fetch, go on with, cancel, list or delete."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlencode

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import INPUT_ITEMS, RESPONSE_CANCELLING, RESPONSE_DELETION, RESPONSE_KEPT
from oaic_server.faults.responses.replies import in_responses
from oaic_server.faults.responses.stream.replies import in_streams, of_type


@fault(
    "sdk.responses.kept.retrieve",
    on=RESPONSE_KEPT,
    also={
        "responses.retrieve.same": "the output is what is not there",
        "responses.retrieve.schema": "an array is wanted",
    },
)
@in_responses
def what_is_kept_has_null_for_output(reply: Reply) -> None:
    if not reply.chunks:
        reply.body["output"] = None


@fault("sdk.responses.kept.resume", on=RESPONSE_KEPT, also={"responses.resume.grammar": "the pieces are not there"})
@in_streams
def what_is_left_of_a_text_is_null(reply: Reply) -> None:
    for frame in of_type(reply, "output_text.delta"):
        frame.data["delta"] = None


@fault("sdk.responses.kept.cancel", stage="answer", on=RESPONSE_CANCELLING)
def nothing_is_cancelled_without_a_body(request: Request) -> None:
    refuse_no_body(request)


@fault("sdk.responses.kept.delete", stage="answer", on=RESPONSE_DELETION)
def nothing_is_deleted_without_a_body(request: Request) -> None:
    refuse_no_body(request)


def refuse_no_body(request: Request) -> None:
    """The SDK declares JSON whatever it sends; a careful framework wants to see some then."""
    if request.headers.get("content-type") == "application/json" and not request.raw:
        raise Refusal(400, "The body is empty, and should be JSON as it is declared.")


@fault("sdk.responses.kept.input-items", stage="request", on=INPUT_ITEMS)
def a_list_is_gone_on_with_only_where_it_has_an_order(request: Request) -> Request:
    return from_the_beginning(request)


def from_the_beginning(request: Request) -> Request:
    """Without an order a list begins again, whatever it is to come after."""
    asked = parse_qs(request.query)
    return request if "order" in asked else replace(request, query=urlencode({**asked, "after": []}, doseq=True))
