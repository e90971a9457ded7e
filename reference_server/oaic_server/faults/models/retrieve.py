"""Faults of one model, asked for by its id."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import MODEL


@fault("models.retrieve.status:cut-short", on="retrieveModel")
def a_model_is_shorter_than_announced(reply: Reply) -> None:
    if not reply.is_error:
        reply.wire.cut_after = len(reply.content()) - 2


@fault("models.retrieve.status:redirect", on="retrieveModel")
def a_model_is_somewhere_else(reply: Reply) -> None:
    if not reply.is_error:
        reply.status = 307
        reply.set_header("location", "/v2/models")


@fault("models.retrieve.status", on=MODEL)
def a_listed_model_is_refused(reply: Reply) -> None:
    reply.status = 400


@fault("models.retrieve.status:not-found", on=MODEL)
def a_listed_model_is_not_found(reply: Reply) -> None:
    if not reply.is_error:
        unknown = {"message": "Nobody knows it.", "type": "invalid_request_error", "param": "model"}
        reply.status, reply.body = 404, {"error": unknown | {"code": "model_not_found"}}


@fault("models.retrieve.content-type", on=MODEL)
def a_model_is_declared_as_text(reply: Reply) -> None:
    if not reply.is_error:
        reply.set_header("content-type", "text/plain")


@fault("models.retrieve.json", on=MODEL)
def a_model_is_cut_short(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = reply.content()[:-2]


@fault("models.retrieve.schema", on=MODEL)
def a_model_has_no_date(reply: Reply) -> None:
    if not reply.is_error:
        del reply.body["created"]


@fault("models.retrieve.same-entry", on=MODEL)
def a_model_changes_hands(reply: Reply) -> None:
    if not reply.is_error:
        reply.body["owned_by"] = "somebody-else"


@fault("models.retrieve.same-entry:another", on=MODEL)
def another_model_is_found(reply: Reply) -> None:
    if not reply.is_error:
        reply.body["id"] = "parrot-0"


@benign("models.retrieve.in-full", on=MODEL)
def a_model_says_more_of_itself_than_the_list(reply: Reply) -> None:
    if not reply.is_error:
        reply.body["capabilities"] = {"vision": False}


@fault("models.retrieve.unknown-status", on=MODEL)
def every_model_exists(reply: Reply) -> None:
    if reply.status == 404:
        reply.status, reply.body = 200, made_up(reply.request.path.rpartition("/")[2])


@fault("models.retrieve.unknown-code", on=MODEL)
def a_missing_model_has_no_code(reply: Reply) -> None:
    if reply.status == 404:
        reply.body["error"]["code"] = None


def made_up(model: str) -> dict[str, Any]:
    return {"id": model, "object": "model", "created": 1767225600, "owned_by": "anybody"}
