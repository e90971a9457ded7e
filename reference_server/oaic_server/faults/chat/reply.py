"""Whole chat answers of a shape that breaks what clients rely on, and legal oddities of theirs."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.chat.replies import choices, few, in_texts, messages, plain
from oaic_server.faults.operations import CHAT
from oaic_server.faults.tools.replies import in_calls, offers

# --- the answer as a whole ----------------------------------------------------------------------------


@fault("chat.reply.status", on=CHAT)
@in_texts
def an_answer_has_an_error_status(reply: Reply) -> None:
    reply.status = 400


@fault("chat.reply.content-type", on=CHAT)
@in_texts
def an_answer_is_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain")


@fault("chat.reply.json", on=CHAT)
@in_texts
def an_answer_is_cut_short(reply: Reply) -> None:
    reply.body = reply.content()[:-2]


@fault("chat.reply.json:not-a-number", on=CHAT)
@in_texts
def an_answer_holds_nan(reply: Reply) -> None:
    reply.body = reply.content().replace(b'"logprobs":null', b'"logprobs":NaN')


@fault("chat.reply.json:latin-1", on=CHAT)
@in_texts
def an_answer_is_not_in_utf_8(reply: Reply) -> None:
    reply.body = reply.content()[:-1] + b',"note":"caf\xe9"}'


@fault("chat.reply.no-error", on=CHAT)
@in_texts
def a_failure_has_status_200(reply: Reply) -> None:
    reply.body = {"error": failure()}


@fault("chat.reply.no-error:in-a-choice", on=CHAT)
@in_texts
def a_choice_holds_the_failure(reply: Reply) -> None:
    choices(reply)[0]["error"] = {"code": 502, "message": "The backend went away."}


@fault("chat.reply.object", on=CHAT)
@in_texts
def an_answer_says_it_is_a_chunk(reply: Reply) -> None:
    reply.body["object"] = "chat.completion.chunk"


@fault("chat.reply.id", on=CHAT)
@in_texts
def an_answer_has_no_id(reply: Reply) -> None:
    del reply.body["id"]


@fault("chat.reply.id-not-empty", on=CHAT, also={"chat.reply.unique-id": "two empty ids are the same"})
@in_texts
def an_id_is_empty(reply: Reply) -> None:
    reply.body["id"] = ""


@fault("chat.reply.unique-id", on=CHAT)
@in_texts
def every_answer_has_the_same_id(reply: Reply) -> None:
    reply.body["id"] = "chatcmpl-1"


@fault("chat.reply.unique-id:few", on=CHAT)
@in_texts
def there_are_few_ids(reply: Reply) -> None:
    reply.body["id"] = few("chatcmpl")


@fault("chat.reply.created", on=CHAT)
@in_texts
def a_date_is_text(reply: Reply) -> None:
    reply.body["created"] = "2026-01-01T00:00:00Z"


@fault("chat.reply.created:fraction", on=CHAT)
@in_texts
def a_date_has_a_fraction(reply: Reply) -> None:
    reply.body["created"] += 0.254


@fault("chat.reply.created:missing", on=CHAT)
@in_texts
def an_answer_has_no_date(reply: Reply) -> None:
    del reply.body["created"]


@fault("chat.reply.created-plausible", on=CHAT)
@in_texts
def a_date_is_nought(reply: Reply) -> None:
    reply.body["created"] = 0


@fault("chat.reply.created-plausible:milliseconds", on=CHAT)
@in_texts
def a_date_is_in_milliseconds(reply: Reply) -> None:
    reply.body["created"] *= 1000


@fault("chat.reply.model", on=CHAT)
@in_texts
def an_answer_names_no_model(reply: Reply) -> None:
    reply.body["model"] = None


@fault("chat.reply.model-not-empty", on=CHAT)
@in_texts
def a_model_is_empty(reply: Reply) -> None:
    reply.body["model"] = ""


@fault("chat.reply.model-asked-for", on=CHAT)
@in_texts
def an_answer_names_another_model(reply: Reply) -> None:
    reply.body["model"] = "gpt-4"


@fault("chat.reply.whole-numbers", on=CHAT)
@in_texts
def counts_are_written_with_a_fraction(reply: Reply) -> None:
    usage = reply.body["usage"]
    for name in ("prompt_tokens", "completion_tokens", "total_tokens"):
        usage[name] = float(usage[name])


# --- choices ------------------------------------------------------------------------------------------


@fault("chat.reply.choices", on=CHAT)
@in_texts
def an_answer_holds_a_single_choice(reply: Reply) -> None:
    reply.body["choices"] = choices(reply)[0]


@fault("chat.reply.choices-count", on=CHAT)
@in_texts
def only_the_first_choice_comes(reply: Reply) -> None:
    """`n` is ignored: only the first choice comes."""
    reply.body["choices"] = choices(reply)[:1]


@fault(
    "chat.reply.choices-count:none", on=CHAT, also={"chat.options.null-is-absent": "no choice is not one choice either"}
)
@in_texts
def no_choice_comes(reply: Reply) -> None:
    reply.body["choices"] = []


@fault(
    "chat.reply.choices-count:one-more", on=CHAT, also={"chat.options.null-is-absent": "two choices are not one either"}
)
@in_texts
def a_choice_comes_twice(reply: Reply) -> None:
    """One choice more than asked for, with an index of its own."""
    reply.body["choices"] = [*choices(reply), {**choices(reply)[0], "index": len(choices(reply))}]


@fault("chat.reply.index", on=CHAT)
@in_texts
def choices_have_no_index(reply: Reply) -> None:
    for choice in choices(reply):
        del choice["index"]


@fault("chat.reply.indexes-count-up", on=CHAT)
@in_texts
def every_choice_has_index_0(reply: Reply) -> None:
    for choice in choices(reply):
        choice["index"] = 0


@fault("chat.reply.indexes-count-up:from-one", on=CHAT)
@in_texts
def indexes_begin_at_one(reply: Reply) -> None:
    for choice in choices(reply):
        choice["index"] += 1


@fault("chat.reply.finish-reason", on=CHAT)
@in_texts
def reasons_are_those_of_another_vendor(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = {"length": "max_tokens"}.get(choice["finish_reason"], "end_turn")


@fault("chat.reply.finish-reason:eos", on=CHAT)
@in_texts
def the_reason_is_a_token(reply: Reply) -> None:
    for choice in choices(reply):
        choice["finish_reason"] = "eos"


@fault("chat.reply.finish-reason:abort", on=CHAT)
@in_texts
def the_reason_is_a_failure(reply: Reply) -> None:
    choices(reply)[-1]["finish_reason"] = "abort"


@fault("chat.reply.finish-reason:null", on=CHAT)
@in_texts
def there_is_no_reason(reply: Reply) -> None:
    choices(reply)[-1]["finish_reason"] = None


# --- the message --------------------------------------------------------------------------------------


@fault("chat.reply.message", on=CHAT)
@in_texts
def a_message_is_its_text(reply: Reply) -> None:
    """The message is the bare text, as in legacy completions."""
    for choice in choices(reply):
        choice["message"] = choice["message"]["content"]


@fault("chat.reply.role", on=CHAT)
@in_texts
def the_model_speaks(reply: Reply) -> None:
    for message in messages(reply):
        message["role"] = "model"


@fault("chat.reply.role:user", on=CHAT)
@in_texts
def the_user_speaks(reply: Reply) -> None:
    for message in messages(reply):
        message["role"] = "user"


@fault("chat.reply.content", on=CHAT)
@in_texts
def content_is_in_parts(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = [{"type": "text", "text": message["content"]}]


@fault("chat.reply.content:absent", on=CHAT)
@in_texts
def there_is_no_content(reply: Reply) -> None:
    for message in messages(reply):
        del message["content"]


@fault(
    "chat.reply.says-something",
    on=CHAT,
    also={"tools.round-trip.answered": "what follows the results of tools fails as well"},
)
@in_texts
def a_failed_generation_succeeds(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = None


@fault("chat.reply.refusal", on=CHAT)
@in_texts
def messages_have_no_refusal(reply: Reply) -> None:
    for message in messages(reply):
        del message["refusal"]


@fault("chat.reply.annotations-array", on=CHAT)
@in_texts
def annotations_are_null(reply: Reply) -> None:
    for message in messages(reply):
        message["annotations"] = None


@fault("chat.reply.annotations-array:text", on=CHAT)
@in_texts
def annotations_are_text(reply: Reply) -> None:
    for message in messages(reply):
        message["annotations"] = "none"


@fault("chat.reply.schema", on=CHAT)
@in_texts
def an_annotation_is_text(reply: Reply) -> None:
    for message in messages(reply):
        message["annotations"] = ["none"]


@fault("chat.reply.schema:service-tier", on=CHAT)
@in_texts
def the_service_tier_is_a_number(reply: Reply) -> None:
    reply.body["service_tier"] = 1


def failure() -> dict[str, Any]:
    return {"message": "The backend went away.", "type": "server_error", "param": None, "code": None}


@fault("chat.reply.not-silent", on=CHAT)
@in_texts
def nothing_is_said(reply: Reply) -> None:
    for message in messages(reply):
        message["content"] = "" if plain(reply) else message["content"]


@fault("chat.reply.content:beside-calls", on=CHAT)
@in_calls
def a_message_with_calls_has_no_content(reply: Reply) -> None:
    for message in messages(reply):
        del message["content"]


@fault("chat.reply.json:with-tools", on=CHAT)
def an_offer_of_tools_is_answered_with_nothing(reply: Reply) -> None:
    if offers(reply.request) and not reply.is_error and not reply.frames:
        reply.body = b""
