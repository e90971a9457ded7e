"""Lists of models, and single models, that break what clients rely on."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.http.replies import refuse
from oaic_server.faults.operations import LISTING

OLLAMA = "the models are listed beside the API as they are"


@fault("models.list.status", on=LISTING)
def the_list_fails(reply: Reply) -> None:
    if not reply.is_error:
        refuse(reply, 400)


@fault(
    "models.list.status:called-gzip", on=LISTING, also={"http.gzip.list": "nor can it be read where gzip is accepted"}
)
def a_plain_list_is_always_called_gzip(reply: Reply) -> None:
    """As by a proxy that took the coding off, and left the header."""
    reply.set_header("content-encoding", "gzip")


@fault("models.list.content-type", on=LISTING)
def the_list_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain")


@fault("models.list.json", on=LISTING)
def the_list_is_cut_short(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = reply.content()[:-2]


@fault(
    "models.list.created-plausible",
    on=LISTING,
    also={"models.retrieve.same-entry": "one model is dated in seconds"},
)
def dates_are_in_milliseconds(reply: Reply) -> None:
    for entry in entries(reply):
        entry["created"] *= 1000


@fault("models.list.object", on=LISTING)
def the_list_says_it_is_models(reply: Reply) -> None:
    reply.body["object"] = "models"


@fault("models.list.data", on=LISTING)
def the_list_is_a_bare_array(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = reply.body["data"]


@fault("models.list.id", on=LISTING)
def ids_are_numbers(reply: Reply) -> None:
    for number, entry in enumerate(entries(reply)[1:]):
        entry["id"] = number


@fault("models.list.id-not-empty", on=LISTING, also={"ollama.models.list.same": OLLAMA})
def the_last_id_is_empty(reply: Reply) -> None:
    for entry in entries(reply)[-1:]:
        entry["id"] = ""


@fault("models.list.unique-ids", on=LISTING, also={"ollama.models.list.same": OLLAMA})
def every_entry_has_the_first_id(reply: Reply) -> None:
    for entry in entries(reply):
        entry["id"] = entries(reply)[0]["id"]


@fault("models.list.entry-object", on=LISTING, also={"models.retrieve.same-entry": "the model fetched says what it is"})
def entries_say_nothing_of_what_they_are(reply: Reply) -> None:
    for entry in entries(reply):
        entry["object"] = "llm"


@fault("models.list.created", on=LISTING, also={"models.retrieve.same-entry": "the date fetched is a number still"})
def dates_are_text(reply: Reply) -> None:
    for entry in entries(reply):
        entry["created"] = "2026-01-01T00:00:00Z"


@fault("models.list.created:missing", on=LISTING)
def models_have_no_date(reply: Reply) -> None:
    for entry in entries(reply):
        del entry["created"]


@fault("models.list.owned-by", on=LISTING)
def nobody_owns_a_model(reply: Reply) -> None:
    for entry in entries(reply):
        del entry["owned_by"]


@fault("models.list.schema", on=LISTING)
def the_day_of_withdrawal_is_a_number(reply: Reply) -> None:
    for entry in entries(reply):
        entry["shutdown_date"] = 0


@benign("models.list.in-full", on=LISTING)
def entries_say_more_than_the_model_fetched(reply: Reply) -> None:
    for entry in entries(reply):
        entry["permission"] = [{"id": "modelperm-1", "allow_sampling": True}]


@benign("models.list.as-vllm", on=LISTING)
def entries_are_those_of_vllm(reply: Reply) -> None:
    allowed = ("create_engine", "sampling", "logprobs", "search_indices", "view", "fine_tuning")
    permission = {"id": "modelperm-1", "object": "model_permission", "created": 1767225600}
    permission |= {f"allow_{deed}": deed != "fine_tuning" for deed in allowed}
    permission |= {"organization": "*", "group": None, "is_blocking": False}
    for entry in entries(reply):
        entry |= {"root": entry["id"], "parent": None, "max_model_len": 4096, "permission": [permission]}


@benign("models.list.as-llama-cpp", on=LISTING)
def entries_are_those_of_llama_cpp(reply: Reply) -> None:
    """With a second list in Ollama's manner, most of it empty."""
    for entry in entries(reply):
        entry |= {"aliases": [entry["id"]], "tags": [], "meta": {"vocab_type": 1, "n_vocab": 32000, "n_ctx": 4096}}
    if not reply.is_error:
        nothing = {"modified_at": "", "size": "", "digest": "", "capabilities": ["completion"]}
        reply.body["models"] = [{"name": entry["id"], "model": entry["id"], **nothing} for entry in entries(reply)]


@benign("models.list.as-openrouter", on=LISTING)
def entries_tell_what_they_cost(reply: Reply) -> None:
    for entry in entries(reply):
        entry |= {"name": "A parrot", "context_length": 4096, "pricing": {"prompt": "0.0000001", "completion": "0"}}
        entry |= {"architecture": {"modality": "text->text", "tokenizer": "Other"}, "per_request_limits": None}


@fault("models.list.data:null", on=LISTING)
def an_empty_list_is_null(reply: Reply) -> None:
    """As Ollama has it where no model is there."""
    if not reply.is_error:
        reply.body["data"] = None


def entries(reply: Reply) -> list[Any]:
    """The models of a list; none of a refusal."""
    listed: list[Any] = [] if reply.is_error else reply.body["data"]
    return listed
