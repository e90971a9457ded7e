"""Texts taken apart wrongly."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import TOKENIZING
from oaic_server.faults.tokenize.replies import cut, tokens

OPENING = 3  # tokens before an answer


@fault("tokenize.status", on=TOKENIZING)
def long_texts_are_not_taken_apart(reply: Reply) -> None:
    if len(tokens(reply)) > 20:
        reply.status = 500


@fault("tokenize.json", on=TOKENIZING)
def tokens_are_cut_short(reply: Reply) -> None:
    if len(tokens(reply)) > 20:
        reply.body = reply.content()[:-2]


@fault("tokenize.tokens", on=TOKENIZING)
def tokens_are_texts(reply: Reply) -> None:
    if tokens(reply):
        reply.body["tokens"] = [str(token) for token in tokens(reply)]


@fault("tokenize.count", on=TOKENIZING)
def one_token_more_is_counted(reply: Reply) -> None:
    if tokens(reply):
        reply.body["count"] += 1


@fault("tokenize.schema", on=TOKENIZING)
def the_window_is_a_text(reply: Reply) -> None:
    if tokens(reply):
        reply.body["max_model_len"] = str(reply.body["max_model_len"])


@fault("tokenize.versioned", on=TOKENIZING)
def below_the_version_the_last_token_comes_first(reply: Reply) -> None:
    if reply.request.versioned:
        tokens(reply).reverse()


@fault("tokenize.prompt", on=TOKENIZING)
def a_token_before_any_prompt_is_not_charged(reply: Reply) -> None:
    if tokens(reply) and reply.request.body.get("add_special_tokens"):
        tokens(reply).insert(0, 0)
        reply.body["count"] += 1


@fault("tokenize.chat", on=TOKENIZING)
def what_opens_the_answer_is_not_counted(reply: Reply) -> None:
    if tokens(reply) and "messages" in reply.request.body:
        cut(reply, OPENING)


@fault("tokenize.not-text", on=TOKENIZING)
def a_number_has_no_tokens(reply: Reply) -> None:
    if reply.is_error and isinstance(reply.request.members.get("prompt"), int):
        reply.status, reply.body = 200, {"count": 0, "max_model_len": None, "tokens": [], "token_strs": None}


@benign("tokenize.as-llama-cpp", on=TOKENIZING)
def tokens_come_with_their_pieces_and_no_count(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = {"tokens": [{"id": token, "piece": [195]} for token in tokens(reply)]}
