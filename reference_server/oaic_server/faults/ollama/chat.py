"""Whole answers that break what Ollama's clients rely on."""

from __future__ import annotations

from dataclasses import replace

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.ollama.replies import each, fail, is_cut, system, told_in_words, whole
from oaic_server.faults.operations import OLLAMA_TALK


@fault("ollama.chat.status", stage="answer", on=OLLAMA_TALK)
def a_role_in_capitals_is_nobodys(request: Request) -> None:
    streamed = request.body.get("stream")
    if streamed is False and any(message["role"] != message["role"].lower() for message in request.body["messages"]):
        raise Refusal(400, "messages: unknown role")


@fault("ollama.chat.content-type", on=OLLAMA_TALK)
def an_answer_is_declared_as_lines(reply: Reply) -> None:
    if whole(reply):
        reply.set_header("content-type", "application/x-ndjson")


@fault("ollama.chat.json", on=OLLAMA_TALK)
def an_answer_is_cut_short(reply: Reply) -> None:
    if whole(reply) and system(reply):
        reply.body = reply.content()[:-2]


@fault("ollama.chat.message", on=OLLAMA_TALK)
def the_model_speaks_for_itself(reply: Reply) -> None:
    for answer in whole(reply):
        answer["message"]["role"] = "model"


@fault("ollama.chat.done", on=OLLAMA_TALK)
def a_whole_answer_is_not_done(reply: Reply) -> None:
    for answer in whole(reply):
        answer["done"] = False


@fault("ollama.chat.created", on=OLLAMA_TALK)
def an_answer_is_dated_in_words(reply: Reply) -> None:
    for answer in whole(reply):
        told_in_words(answer)


@fault("ollama.chat.durations", on=OLLAMA_TALK)
def the_whole_is_told_in_milliseconds(reply: Reply) -> None:
    for answer in whole(reply):
        if "total_duration" in answer:
            answer["total_duration"] //= 1_000_000


@fault("ollama.chat.counts", on=OLLAMA_TALK)
def tokens_are_not_counted(reply: Reply) -> None:
    for answer in whole(reply):
        if not is_cut(reply.request):
            answer.pop("eval_count", None)


@fault("ollama.chat.no-error", on=OLLAMA_TALK)
def no_error_is_told_as_null(reply: Reply) -> None:
    for answer in whole(reply):
        answer["error"] = None


@fault("ollama.chat.schema", on=OLLAMA_TALK)
def loading_is_told_in_words(reply: Reply) -> None:
    for answer in whole(reply):
        answer["load_duration"] = "none"


@fault(
    "ollama.chat.limit",
    stage="request",
    on=OLLAMA_TALK,
    also={"ollama.chat.reason": "an answer that was not cut says so"},
)
def a_limit_is_ignored(request: Request) -> Request:
    return replace(request, body={**request.members, "options": {}}) if is_cut(request) else request


@fault("ollama.chat.reason", on=OLLAMA_TALK)
def a_cut_answer_says_that_it_stopped(reply: Reply) -> None:
    for answer in whole(reply):
        if answer["done_reason"] == "length":
            answer["done_reason"] = "stop"


@fault("ollama.chat.load", stage="answer", on=OLLAMA_TALK)
def nothing_is_no_question(request: Request) -> None:
    if not request.body.get("messages"):
        raise Refusal(400, "messages: expected at least one")


@fault("ollama.chat.untyped", stage="answer", on=OLLAMA_TALK)
def only_json_is_read(request: Request) -> None:
    if request.headers.get("content-type") != "application/json":
        raise Refusal(415, "Content-Type: expected application/json")


@fault("ollama.chat.images", stage="answer", on=OLLAMA_TALK)
def a_second_picture_is_the_end(request: Request) -> None:
    fail(request, any(len(message.get("images") or []) > 1 for message in request.body["messages"]))


@benign("ollama.chat.nulls", on=OLLAMA_TALK)
def what_is_not_there_is_null(reply: Reply) -> None:
    """As SGLang writes answers."""
    each(
        reply, lambda value: value["message"].update({"images": None, "tool_calls": value["message"].get("tool_calls")})
    )
    each(reply, lambda value: value.update({"done_reason": value.get("done_reason"), "load_duration": None}))


@benign("ollama.chat.nanoseconds", on=OLLAMA_TALK)
def dates_have_nine_digits_and_an_offset(reply: Reply) -> None:
    """As Ollama writes them west of Greenwich."""
    each(reply, lambda value: value.update({"created_at": "2026-11-27T19:48:23.385406455-08:00"}))


@benign("ollama.chat.no-tools", stage="answer", on=OLLAMA_TALK)
def the_model_knows_no_tools(request: Request) -> None:
    if request.body.get("tools"):
        raise Refusal(400, f"{request.body['model']!r} does not support tools")
