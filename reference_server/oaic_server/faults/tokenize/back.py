"""Tokens put together wrongly."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import DETOKENIZING


@fault("tokenize.back.status", on=DETOKENIZING)
def many_tokens_are_the_end(reply: Reply) -> None:
    if many(reply):
        reply.status = 500


@fault("tokenize.back.json", on=DETOKENIZING)
def a_text_is_cut_short(reply: Reply) -> None:
    if many(reply):
        reply.body = reply.content()[:-2]


@fault("tokenize.back.schema", on=DETOKENIZING)
def a_text_has_no_name_that_is_known(reply: Reply) -> None:
    if many(reply):
        reply.body = {"result": reply.body["text"]}


@fault("tokenize.back.text", on=DETOKENIZING)
def tokens_are_put_together_without_spaces(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = {name: text.replace(" ", "") for name, text in reply.body.items()}


@fault("tokenize.back.not-tokens", on=DETOKENIZING)
def a_text_is_taken_for_tokens(reply: Reply) -> None:
    asked = reply.request.members.get("tokens")
    if reply.is_error and isinstance(asked, str):
        reply.status, reply.body = 200, {"prompt": asked}


@fault("tokenize.back.unknown-token", on=DETOKENIZING)
def an_unknown_token_is_the_end(reply: Reply) -> None:
    """As llama.cpp has it: the index lies beyond a vector."""
    if reply.is_error and isinstance(reply.request.members.get("tokens"), list):
        reply.status = 500


@benign("tokenize.back.space", on=DETOKENIZING)
def a_space_comes_before_any_text(reply: Reply) -> None:
    if not reply.is_error:
        reply.body = {"content": " " + reply.body["content"]}


def many(reply: Reply) -> bool:
    """Whether a success is about more tokens than the plainest request."""
    return not reply.is_error and len(reply.request.members["tokens"]) > 3
