"""Requests about batches that should be refused, and are not."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.batches.replies import UNKNOWN, is_made_up, made_up
from oaic_server.faults.operations import BATCH, BATCH_KEPT

Body = dict[str, Any]
WINDOW = "24h"


def begun(body: Body) -> Body:
    return made_up()


@fault("batches.refusals.endpoint", on=BATCH)
def any_endpoint_will_do(reply: Reply) -> None:
    accept(reply, lambda body: body.get("endpoint") == "/v1/parrots", begun)


@fault("batches.refusals.window", on=BATCH)
def any_window_will_do(reply: Reply) -> None:
    accept(reply, lambda body: body.get("completion_window") != WINDOW, begun)


@fault("batches.refusals.file", on=BATCH)
def any_file_will_do(reply: Reply) -> None:
    accept(reply, lambda body: str(body.get("input_file_id")).endswith(UNKNOWN), begun)


@fault("batches.refusals.incomplete", on=BATCH)
def no_file_will_do(reply: Reply) -> None:
    accept(reply, lambda body: "input_file_id" not in body, begun)


@fault("batches.refusals.unknown", on=BATCH_KEPT)
def an_unknown_batch_is_made_up(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply):
        reply.status, reply.body = 200, made_up(reply.request.parameters["batch_id"])


@fault("batches.refusals.unknown-status", on=BATCH_KEPT)
def an_unknown_batch_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404 and is_made_up(reply):
        reply.status = 400


@fault("batches.refusals.client-fault", on=BATCH)
def a_number_for_a_file_breaks_the_server(reply: Reply) -> None:
    if reply.is_error and isinstance(reply.request.members.get("input_file_id"), int):
        reply.status = 500
