"""Lists of models, and single models, that break what clients rely on."""

from __future__ import annotations

from typing import Any

from oaic_server.faults import fault
from oaic_server.reply import Reply

LIST, ONE = "listModels", "retrieveModel"


@fault("models.list.status", on=LIST)
def the_list_fails(reply: Reply) -> None:
    if not reply.is_error:
        reply.status = 400


@fault("models.list.content-type", on=LIST)
def the_list_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain")


@fault("models.list.json", on=LIST)
def the_list_is_cut_short(reply: Reply) -> None:
    reply.body = reply.content()[:-2]


@fault("models.list.object", on=LIST)
def the_list_says_it_is_models(reply: Reply) -> None:
    reply.body["object"] = "models"


@fault("models.list.data", on=LIST)
def the_list_is_a_bare_array(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = reply.body["data"]


@fault("models.list.id", on=LIST)
def ids_are_numbers(reply: Reply) -> None:
    for number, entry in enumerate(entries(reply)[1:]):
        entry["id"] = number


@fault("models.list.id-not-empty", on=LIST)
def the_last_id_is_empty(reply: Reply) -> None:
    for entry in entries(reply)[-1:]:
        entry["id"] = ""


@fault("models.list.unique-ids", on=LIST)
def every_entry_has_the_first_id(reply: Reply) -> None:
    for entry in entries(reply):
        entry["id"] = entries(reply)[0]["id"]


@fault("models.list.entry-object", on=LIST, also={"models.retrieve.same-entry": "the model fetched says what it is"})
def entries_say_nothing_of_what_they_are(reply: Reply) -> None:
    for entry in entries(reply):
        entry["object"] = "llm"


@fault("models.list.created", on=LIST, also={"models.retrieve.same-entry": "the date fetched is a number still"})
def dates_are_text(reply: Reply) -> None:
    for entry in entries(reply):
        entry["created"] = "2026-01-01T00:00:00Z"


@fault("models.list.created:missing", on=LIST, also={"models.retrieve.same-entry": "the date is there when fetched"})
def models_have_no_date(reply: Reply) -> None:
    for entry in entries(reply):
        del entry["created"]


@fault("models.list.owned-by", on=LIST, also={"models.retrieve.same-entry": "the owner is there when fetched"})
def nobody_owns_a_model(reply: Reply) -> None:
    for entry in entries(reply):
        del entry["owned_by"]


@fault("models.list.schema", on=LIST, also={"models.retrieve.same-entry": "the day is not there when fetched"})
def the_day_of_withdrawal_is_a_number(reply: Reply) -> None:
    for entry in entries(reply):
        entry["shutdown_date"] = 0


@fault("models.retrieve.status", on=ONE)
def a_listed_model_is_refused(reply: Reply) -> None:
    reply.status = 400


@fault("models.retrieve.status:not-found", on=ONE)
def a_listed_model_is_not_found(reply: Reply) -> None:
    if not reply.is_error:
        unknown = {"message": "Nobody knows it.", "type": "invalid_request_error", "param": "model"}
        reply.status, reply.body = 404, {"error": unknown | {"code": "model_not_found"}}


@fault("models.retrieve.content-type", on=ONE)
def a_model_is_declared_as_text(reply: Reply) -> None:
    if not reply.is_error:
        reply.set_header("content-type", "text/plain")


@fault("models.retrieve.json", on=ONE)
def a_model_is_cut_short(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = reply.content()[:-2]


@fault("models.retrieve.schema", on=ONE, also={"models.retrieve.same-entry": "the list still has the date"})
def a_model_has_no_date(reply: Reply) -> None:
    if not reply.is_error:
        del reply.body["created"]


@fault("models.retrieve.same-entry", on=ONE)
def a_model_changes_hands(reply: Reply) -> None:
    if not reply.is_error:
        reply.body["owned_by"] = "somebody-else"


@fault("models.retrieve.unknown-status", on=ONE)
def every_model_exists(reply: Reply) -> None:
    if reply.status == 404:
        reply.status, reply.body = 200, made_up(reply.request.path.rpartition("/")[2])


@fault("models.retrieve.unknown-code", on=ONE)
def a_missing_model_has_no_code(reply: Reply) -> None:
    if reply.status == 404:
        reply.body["error"]["code"] = None


def entries(reply: Reply) -> list[Any]:
    """The models of a list; none of a refusal."""
    listed: list[Any] = [] if reply.is_error else reply.body["data"]
    return listed


def made_up(model: str) -> dict[str, Any]:
    return {"id": model, "object": "model", "created": 1767225600, "owned_by": "anybody"}
