"""Refusals with another status, in another form, or not made."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.ollama.replies import Body
from oaic_server.faults.operations import OLLAMA_TALK

ANSWER: Body = {
    "model": "parrot-1",
    "created_at": "2026-01-01T00:00:00Z",
    "message": {"role": "assistant", "content": "Very well."},
    "done": True,
    "done_reason": "stop",
    "eval_count": 2,
}


@fault("ollama.errors.unknown-model", on=OLLAMA_TALK)
def an_unknown_model_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400


@fault("ollama.errors.unknown-model:in-a-line", on=OLLAMA_TALK)
def an_unknown_model_is_told_in_a_line(reply: Reply) -> None:
    """The stream has begun before anybody looked for the model."""
    if reply.status == 404 and "stream" not in reply.request.members:
        reply.status = 200


@fault("ollama.errors.words", on=OLLAMA_TALK)
def a_refusal_has_an_envelope(reply: Reply) -> None:
    if reply.is_error:
        reply.body = {"error": {"message": reply.body["error"], "type": "invalid_request_error"}}


@fault("ollama.errors.not-messages", on=OLLAMA_TALK)
def a_text_is_a_conversation(reply: Reply) -> None:
    if reply.is_error and isinstance(reply.request.members.get("messages"), str):
        reply.status, reply.body = 200, ANSWER


@fault("ollama.errors.not-json", on=OLLAMA_TALK)
def half_a_body_is_enough(reply: Reply) -> None:
    if reply.is_error and reply.request.malformed:
        reply.status, reply.body = 200, ANSWER


@fault("ollama.errors.client-fault", on=OLLAMA_TALK)
def an_unknown_effort_is_the_end(reply: Reply) -> None:
    if reply.is_error and reply.request.members.get("think") == "hard":
        reply.status = 500
