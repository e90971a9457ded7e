"""Defects of the rare request: no check asks for them by name, and none but fuzzing finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import (
    CHAT,
    CHAT_CHANGE,
    COMPLETION,
    EMBEDDINGS,
    IMAGE,
    INPUT_ITEMS,
    RESPONSE_CANCELLING,
    RESPONSE_DELETION,
    TRANSCRIPTION,
    UPLOAD_PART,
)

WIDEST = "\uffff"  # above it a character takes two units of UTF-16, or four bytes


LONG_KEY, OK = 4000, 200


NUMBERS = ("n", "seed", "temperature", "top_p", "top_logprobs", "max_tokens", "frequency_penalty", "presence_penalty")


Change = Callable[[Reply], None]


def of(rare: Callable[[dict[str, Any]], bool]) -> Callable[[Change], Change]:
    """Restricts a change to requests whose body is rare in this way."""

    def restricted(change: Change) -> Change:
        @wraps(change)
        def changed(reply: Reply) -> None:
            body = reply.request.body
            if isinstance(body, dict) and reply.status != 401 and rare(body):
                change(reply)

        return changed

    return restricted


def crash(reply: Reply) -> None:
    reply.status, reply.headers, reply.frames = 500, [("content-type", "text/plain")], None
    reply.body = b"Internal Server Error"


def values(node: Any) -> Iterator[Any]:
    """Every value below, whatever it is."""
    yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from values(child)


def messages(body: dict[str, Any]) -> list[dict[str, Any]]:
    found = body.get("messages")
    return [message for message in found if isinstance(message, dict)] if isinstance(found, list) else []


# --- not answered -------------------------------------------------------------------------------------


@fault("fuzz.answered", on=CHAT)
@of(lambda body: body.get("stop") in ("", [""]) or body.get("stop") == ["", "", "", ""])
def an_empty_stop_ends_the_worker(reply: Reply) -> None:
    reply.wire.cut_after = 0


@fault("fuzz.answered:wide", on=CHAT)
@of(lambda body: any(max(text, default="") > WIDEST for text in values(body.get("messages")) if isinstance(text, str)))
def wide_characters_end_the_worker_unless_a_user_says_them(reply: Reply) -> None:
    if not any(message.get("role") == "user" for message in messages(reply.request.body)):
        reply.wire.cut_after = 0


# --- a 5xx --------------------------------------------------------------------------------------------


@fault("fuzz.valid.no-server-error", on=CHAT)
@of(lambda body: body.get("user") == "" or body.get("prompt_cache_key") == "")
def an_empty_name_crashes(reply: Reply) -> None:
    crash(reply)


@fault("fuzz.valid.no-server-error:nameless", on=CHAT)
@of(lambda body: any(message.get("name") == "" for message in messages(body)))
def a_speaker_without_a_name_crashes(reply: Reply) -> None:
    crash(reply)


@fault("fuzz.valid.no-server-error:suffix", on=COMPLETION)
@of(lambda body: body.get("suffix") == "")
def an_empty_suffix_crashes(reply: Reply) -> None:
    crash(reply)


@fault("fuzz.valid.no-server-error:bias", on=COMPLETION)
@of(lambda body: bool(body.get("logit_bias")))
def any_bias_crashes(reply: Reply) -> None:
    crash(reply)


@fault("fuzz.valid.no-server-error:path", on="retrieveModel")
def an_id_that_cannot_be_printed_crashes(reply: Reply) -> None:
    if not reply.request.path.isprintable() and reply.status != 401:
        crash(reply)


@fault("fuzz.invalid.no-server-error", on=CHAT)
@of(lambda body: any(isinstance(body.get(name), list | dict) for name in NUMBERS))
def what_is_no_number_is_compared_with_one(reply: Reply) -> None:
    crash(reply)


@fault("fuzz.invalid.no-server-error:list-of-lists", on=EMBEDDINGS)
@of(lambda body: isinstance(body.get("input"), list) and any(isinstance(item, dict) for item in body["input"]))
def an_object_among_the_inputs_crashes(reply: Reply) -> None:
    crash(reply)


# --- an answer that is none ---------------------------------------------------------------------------


@fault("fuzz.success.content-type", on=CHAT)
@of(lambda body: "verbosity" in body or "seed" in body)
def a_verbose_answer_is_plain_text(reply: Reply) -> None:
    if not reply.is_error:
        reply.set_header("content-type", "text/plain")


@fault("fuzz.reply.contract", on=CHAT)
@of(lambda body: body.get("service_tier") is not None or body.get("reasoning_effort") is not None)
def a_tier_is_answered_with_a_date(reply: Reply) -> None:
    if not reply.is_error and isinstance(reply.body, dict):
        reply.body["created"] = str(reply.body["created"])


@fault("fuzz.stream.contract", on=COMPLETION)
@of(lambda body: "frequency_penalty" in body or "presence_penalty" in body)
def a_penalty_takes_the_index_from_the_chunks(reply: Reply) -> None:
    for frame in reply.chunks:
        for choice in frame.data.get("choices", ()):
            choice.pop("index", None)


@fault("fuzz.stream.done", on=COMPLETION)
@of(lambda body: "user" in body or "seed" in body)
def a_stream_for_somebody_never_ends(reply: Reply) -> None:
    reply.drop(reply.terminator)


# --- a refusal that is none ---------------------------------------------------------------------------


@fault("fuzz.invalid.refused", on=EMBEDDINGS)
@of(lambda body: isinstance(body.get("model"), bool | list | dict))
def any_model_will_do_unless_it_is_a_number(reply: Reply) -> None:
    vector = {"object": "embedding", "index": 0, "embedding": [0.5, 0.5]}
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    reply.status, reply.body = 200, {"object": "list", "data": [vector], "model": "parrot-1", "usage": usage}


@fault("fuzz.refusal.content-type", on=CHAT)
@of(lambda body: any(message.get("role") in ("assistant", "function", "tool") for message in messages(body)))
def histories_are_refused_as_a_page(reply: Reply) -> None:
    if reply.is_error and "name" in str(reply.request.body):
        reply.set_header("content-type", "text/html")


@fault("fuzz.refusal.envelope", on=COMPLETION)
@of(lambda body: any(isinstance(body.get(name), list | dict) for name in NUMBERS))
def numbers_in_brackets_are_a_detail(reply: Reply) -> None:
    if reply.is_error:
        reply.body = {"detail": [{"loc": ["body"], "msg": "value is not valid", "type": "type_error"}]}


# --- methods and keys ---------------------------------------------------------------------------------


@fault("fuzz.method.refused")
def patching_embeddings_succeeds(reply: Reply) -> None:
    if reply.request.method == "PATCH" and reply.request.path.endswith("/embeddings"):
        reply.status, reply.body = 200, {}


@fault("fuzz.key.refused", stage="request", on=EMBEDDINGS)
def null_is_a_key(request: Request) -> Request:
    return request.excuse("key") if request.headers.get("authorization") == "Bearer null" else request


@fault("fuzz.key.refused:long", on=EMBEDDINGS)
def a_long_key_crashes(reply: Reply) -> None:
    if len(reply.request.headers.get("authorization", "")) > LONG_KEY:
        crash(reply)


# --- what is kept -------------------------------------------------------------------------------------


@fault("fuzz.sequence.answered", on=RESPONSE_CANCELLING)
def cancelling_what_is_gone_is_a_crash(reply: Reply) -> None:
    if reply.status == 404:
        crash(reply)


@fault("fuzz.sequence.answered:upload", on=UPLOAD_PART)
def adding_to_what_is_over_is_a_crash(reply: Reply) -> None:
    if reply.status in (400, 404, 409):
        crash(reply)


@fault("fuzz.sequence.contract", on=RESPONSE_DELETION)
def deleting_twice_is_told_as_a_detail(reply: Reply) -> None:
    if reply.status == 404:
        reply.body = {"detail": "Not Found"}


@fault("fuzz.sequence.gone", on=INPUT_ITEMS)
def what_was_asked_outlives_what_was_answered(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 200
        reply.body = {"object": "list", "data": [], "first_id": None, "last_id": None, "has_more": False}


@fault("fuzz.valid.no-server-error:labels", on=CHAT_CHANGE)
@of(lambda body: body.get("metadata") == {})
def no_labels_at_all_are_a_crash(reply: Reply) -> None:
    if reply.status == OK:
        crash(reply)


@fault("fuzz.valid.no-server-error:form", on=TRANSCRIPTION)
@of(lambda body: body.get("temperature") not in (None, 0))
def a_temperature_in_a_form_is_a_text(reply: Reply) -> None:
    if reply.status == OK:
        crash(reply)


@fault("fuzz.stream.contract:picture", on=IMAGE)
@of(lambda body: bool(body.get("stream") and body.get("quality")))
def a_picture_of_some_quality_has_no_type(reply: Reply) -> None:
    for frame in reply.chunks:
        frame.data.pop("type", None)
