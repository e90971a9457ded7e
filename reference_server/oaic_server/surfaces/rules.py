"""What a request must also satisfy, though no schema can say it; in the order it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.complaint import OTHERWISE
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.parrot.prompts import each, unknown_ids
from oaic_server.parrot.vocabulary import SIZE as VOCABULARY
from oaic_server.state.service import Service
from oaic_server.surfaces.chat import format_rules, media_rules, tool_rules

Body = dict[str, Any]
Rule = Callable[[Body, Service], None]

LONGEST_VECTOR = 3_072
MOST_CHOICES = 2_048  # of all prompts together
NOT_YET = "this server does not have it yet, and would rather say so than ignore it"


def stream_options_need_a_stream(body: Body, service: Service) -> None:
    if body.get("stream_options") is not None and not body.get("stream"):
        raise Refusal(400, "stream_options: expected only together with stream: true", param="stream_options")


def top_logprobs_need_logprobs(body: Body, service: Service) -> None:
    if body.get("top_logprobs") is not None and not body.get("logprobs"):
        raise Refusal(400, "top_logprobs: expected only together with logprobs: true", param="top_logprobs")


def limits_leave_room_for_a_token(body: Body, service: Service) -> None:
    for param in ("max_tokens", "max_completion_tokens"):
        if (limit := body.get(param)) is not None and limit < 1:
            message = f"{param}: expected a value of at least 1, found {limit}"
            raise Refusal(400, message, code="integer_below_min_value", param=param)


def limits_are_within_reach(body: Body, service: Service) -> None:
    most = service.settings.output_limit
    for param in ("max_tokens", "max_completion_tokens"):
        if (limit := body.get(param)) is not None and limit > most:
            raise Refusal(400, f"{param}: expected at most {most}, found {limit}", code=OTHERWISE, param=param)


def the_model_exists(body: Body, service: Service) -> None:
    service.model(body["model"])


def nothing_is_moderated(body: Body, service: Service) -> None:
    """Answering all the same would be a lie."""
    if body.get("moderation") is not None:
        raise Refusal(400, f"moderation: {NOT_YET}", code="unsupported_parameter", param="moderation")


def the_biased_are_words(body: Body, service: Service) -> None:
    for token_id in body.get("logit_bias") or {}:
        if len(token_id) > len(str(VOCABULARY)) or int(token_id) >= VOCABULARY:
            message = f"logit_bias: expected token ids from 0 to {VOCABULARY - 1}, found {token_id[:20]}"
            raise Refusal(400, message, code=OTHERWISE, param="logit_bias")


def the_ids_are_words(body: Body, service: Service) -> None:
    unknown = next(unknown_ids(body.get("input", body.get("prompt"))), None)
    if unknown is not None:
        raise Refusal(400, f"expected token ids from 0 to {VOCABULARY - 1}, found {unknown}")


def there_is_a_prompt(body: Body, service: Service) -> None:
    if body.get("prompt") == []:
        raise Refusal(400, "prompt: expected at least one, found []", code="empty_array", param="prompt")


def candidates_are_enough(body: Body, service: Service) -> None:
    n, best_of = body.get("n") or 1, body.get("best_of") or 0
    if 0 < best_of < n:
        raise Refusal(400, f"best_of: expected a value of at least n, which is {n}, found {best_of}", param="best_of")


def a_stream_has_nothing_to_choose_from(body: Body, service: Service) -> None:
    if body.get("stream") and (body.get("best_of") or 0) > (body.get("n") or 1):
        raise Refusal(400, "best_of: expected no more than n where the answer is streamed", param="best_of")


def choices_are_not_too_many(body: Body, service: Service) -> None:
    asked = len(each(body.get("prompt"))) * max(body.get("n") or 1, body.get("best_of") or 0)
    if asked > MOST_CHOICES:
        raise Refusal(400, f"prompt: expected at most {MOST_CHOICES} choices in all, found {asked}", param="prompt")


def vectors_are_no_longer_than_we_make_them(body: Body, service: Service) -> None:
    asked = body.get("dimensions", 1)
    if asked > LONGEST_VECTOR:
        message = f"dimensions: expected a value of at most {LONGEST_VECTOR}, found {asked}"
        raise Refusal(400, message, code="integer_above_max_value", param="dimensions")


RULES: dict[str, tuple[Rule, ...]] = {
    "createChatCompletion": (
        stream_options_need_a_stream,
        top_logprobs_need_logprobs,
        limits_leave_room_for_a_token,
        limits_are_within_reach,
        the_biased_are_words,
        *tool_rules.RULES,
        *format_rules.RULES,
        *media_rules.RULES,
        the_model_exists,
        nothing_is_moderated,
    ),
    "createCompletion": (
        stream_options_need_a_stream,
        the_model_exists,
        there_is_a_prompt,
        the_ids_are_words,
        the_biased_are_words,
        candidates_are_enough,
        a_stream_has_nothing_to_choose_from,
        choices_are_not_too_many,
    ),
    "createEmbedding": (the_model_exists, vectors_are_no_longer_than_we_make_them, the_ids_are_words),
}


def check(request: Request, service: Service) -> None:
    for rule in RULES.get(request.operation, ()):
        rule(request.body, service)
