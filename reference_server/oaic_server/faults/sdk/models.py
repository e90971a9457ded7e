"""Models that the official Python SDK cannot list or find."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import in_answers
from oaic_server.faults.operations import LISTING, MODEL

TELLING = "x-stainless-"  # how the headers begin in which the SDK tells of itself


@fault("sdk.models.list", on=LISTING, also={"models.list.data": "it is where the models should stand"})
@in_answers
def the_models_are_members_of_an_object(reply: Reply) -> None:
    reply.body["data"] = {model["id"]: model for model in reply.body["data"]}


@fault(
    "sdk.models.strict",
    on=LISTING,
    also={"models.list.owned-by": "it is what is missing", "models.retrieve.same-entry": "there it is not"},
)
@in_answers
def nobody_owns_the_models(reply: Reply) -> None:
    for model in reply.body["data"]:
        model["owned_by"] = None


@fault("sdk.models.retrieve", stage="answer", on=MODEL)
def headers_that_nobody_knows_are_refused(request: Request) -> None:
    """A gateway that lets only the headers of its list through refuses every request of the SDK."""
    if any(name.startswith(TELLING) for name in request.headers):
        raise Refusal(400, "found a header that is not on the list")
