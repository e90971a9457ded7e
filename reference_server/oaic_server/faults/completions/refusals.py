"""Legacy completions that should be refused, and are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.operations import COMPLETION
from oaic_server.parrot import prompts


@fault("completions.refusals.no-model", on=COMPLETION)
def a_model_is_made_up(reply: Reply) -> None:
    take(reply, lambda body: "model" not in body)


@fault("completions.refusals.not-text", on=COMPLETION)
def a_number_is_continued(reply: Reply) -> None:
    take(reply, lambda body: isinstance(body.get("prompt"), int))


@fault("completions.refusals.range", on=COMPLETION)
def numbers_are_brought_into_range(reply: Reply) -> None:
    take(reply, lambda body: (body.get("temperature") or 0) > 2 or body.get("n") == 0)


@fault("completions.refusals.range-param", on=COMPLETION)
def a_refusal_names_no_member(reply: Reply) -> None:
    if reply.is_error:
        reply.body["error"]["param"] = None


@fault("completions.refusals.logprobs", on=COMPLETION)
def there_is_no_limit_to_alternatives(reply: Reply) -> None:
    take(reply, lambda body: (body.get("logprobs") or 0) > 5)


@fault("completions.refusals.best-of", on=COMPLETION)
def candidates_need_not_suffice(reply: Reply) -> None:
    take(reply, lambda body: 0 < (body.get("best_of") or 0) < (body.get("n") or 1))


@fault("completions.refusals.stream-options", on=COMPLETION)
def options_of_no_stream_are_ignored(reply: Reply) -> None:
    take(reply, lambda body: "stream_options" in body and not body.get("stream"))


@fault("completions.refusals.unknown-token", on=COMPLETION)
def any_token_will_do(reply: Reply) -> None:
    take(reply, lambda body: any(prompts.unknown_ids(body.get("prompt"))))


@fault("completions.refusals.unknown-model", on=COMPLETION)
def any_model_will_do(reply: Reply) -> None:
    take(reply, lambda body: str(body.get("model")).startswith("no-such"))


@fault("completions.refusals.unknown-model-status", on=COMPLETION)
def an_unknown_model_is_a_bad_request(reply: Reply) -> None:
    if reply.status == 404:
        reply.status = 400


def take(reply: Reply, lie: Callable[[dict[str, Any]], bool]) -> None:
    accept(reply, lie, made_up)


def made_up(body: dict[str, Any]) -> dict[str, Any]:
    choice = {"text": " there was a parrot.", "index": 0, "logprobs": None, "finish_reason": "stop"}
    usage = {"prompt_tokens": 4, "completion_tokens": 5, "total_tokens": 9}
    head = {"id": "cmpl-0", "object": "text_completion", "created": 1767225600, "model": str(body.get("model"))}
    return {**head, "choices": [choice], "usage": usage}
