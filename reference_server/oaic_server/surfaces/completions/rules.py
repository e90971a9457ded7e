"""What a request for a legacy completion must satisfy beyond its schema; in the order it is asked."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.rules import (
    Rule,
    stream_options_need_a_stream,
    the_biased_are_few,
    the_biased_are_words,
    the_ids_are_words,
    the_model_exists,
)
from oaic_server.exchange.refusal import Refusal
from oaic_server.parrot.prompts import each
from oaic_server.state.service import Service

Body = dict[str, Any]

MOST_CHOICES = 2_048  # of all prompts together


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


RULES: dict[str, tuple[Rule, ...]] = {
    "createCompletion": (
        stream_options_need_a_stream,
        the_model_exists,
        there_is_a_prompt,
        the_ids_are_words,
        the_biased_are_few,
        the_biased_are_words,
        candidates_are_enough,
        a_stream_has_nothing_to_choose_from,
        choices_are_not_too_many,
    ),
}
