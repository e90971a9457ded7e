"""The events of a response's stream, and the plain response that they fold into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from oaic_server.state.kept import Event, Item, copied
from oaic_server.surfaces.responses.pieces import Told
from oaic_server.surfaces.responses.plan import Plan

ENDS = ("response.completed", "response.incomplete", "response.failed")
BEFORE_IT_FAILS = 4  # events of an item
FAILURE = {"code": "server_error", "message": "Polly was asked to fail, and did."}


def events(plan: Plan) -> Iterator[Event]:
    for number, (kind, members) in enumerate(told(plan)):
        yield {"type": kind, "sequence_number": number, **members}


def told(plan: Plan) -> Iterator[Told]:
    yield "response.created", {"response": at(plan)}
    if plan.frame["background"]:
        yield "response.queued", {"response": at(plan)}
    yield "response.in_progress", {"response": at(plan, status="in_progress")}
    for index, piece in enumerate(plan.pieces):
        here = {"output_index": index, "item_id": piece.done["id"]}
        yield "response.output_item.added", {"output_index": index, "item": copied(piece.opening)}
        inner = islice(piece.inner(), BEFORE_IT_FAILS) if plan.fails else piece.inner()
        yield from ((kind, {**here, **members}) for kind, members in inner)
        if plan.fails:
            yield "response.failed", {"response": at(plan, status="failed", error=FAILURE)}
            return
        yield "response.output_item.done", {"output_index": index, "item": copied(piece.done)}
    yield ending(plan)


def ending(plan: Plan) -> Told:
    output = [copied(piece.done) for piece in plan.pieces]
    if plan.is_whole:
        completed = {"status": "completed", "completed_at": plan.frame["created_at"]}
        return "response.completed", {"response": at(plan, **completed, output=output, usage=plan.usage)}
    cut = {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
    return "response.incomplete", {"response": at(plan, **cut, output=output, usage=plan.usage)}


def at(plan: Plan, **members: Any) -> dict[str, Any]:
    """The response as it stands at some point."""
    return {**plan.frame, "output": [], **members}


def fold(stream: Iterable[Event]) -> dict[str, Any]:
    """The response as it stood last, with the items that were done."""
    response: dict[str, Any] = {}
    output: list[Item] = []
    for event in stream:
        if event["type"] == "response.output_item.done":
            output.append(event["item"])
        response = event.get("response", response)
    return {**response, "output": output}
