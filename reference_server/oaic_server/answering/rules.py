"""The rules that several surfaces share. Which a surface keeps, and in which order, its own `rules.py` says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from oaic_server.exchange.complaint import INVALID_VALUE
from oaic_server.exchange.refusal import Refusal
from oaic_server.parrot.prompts import unknown_ids
from oaic_server.parrot.vocabulary import SIZE as VOCABULARY
from oaic_server.state.service import Service

Body = dict[str, Any]
Rule = Callable[[Body, Service], None]
MOST_BIASED = 1_024  # tokens

NOT_YET = "this server does not have it yet, and would rather say so than ignore it"


@dataclass(frozen=True)
class ModelExists:
    """Every body that names a model is checked, whether its surface lists such a rule or not."""

    besides: tuple[str, ...] = ()  # models that are there for one surface alone

    def __call__(self, body: Body, service: Service) -> None:
        if body.get("model") not in (None, *self.besides):
            service.model(body["model"])


the_model_exists = ModelExists()


def stream_options_need_a_stream(body: Body, service: Service) -> None:
    if body.get("stream_options") is not None and not body.get("stream"):
        raise Refusal(400, "stream_options: expected only together with stream: true", param="stream_options")


def the_biased_are_few(body: Body, service: Service) -> None:
    biased = len(body.get("logit_bias") or {})
    if biased > MOST_BIASED:
        message = f"logit_bias: expected at most {MOST_BIASED} members, found {biased}"
        raise Refusal(400, message, code=INVALID_VALUE, param="logit_bias")


def the_biased_are_words(body: Body, service: Service) -> None:
    for token_id in body.get("logit_bias") or {}:
        if len(token_id) > len(str(VOCABULARY)) or int(token_id) >= VOCABULARY:
            message = f"logit_bias: expected token ids from 0 to {VOCABULARY - 1}, found {token_id[:20]}"
            raise Refusal(400, message, code=INVALID_VALUE, param="logit_bias")


def the_ids_are_words(body: Body, service: Service) -> None:
    unknown = next(unknown_ids(body.get("input", body.get("prompt"))), None)
    if unknown is not None:
        raise Refusal(400, f"expected token ids from 0 to {VOCABULARY - 1}, found {unknown}")


def nothing_is_moderated(body: Body, service: Service) -> None:
    """To ignore the member would pretend that the answer was moderated."""
    if body.get("moderation") is not None:
        raise Refusal(400, f"moderation: {NOT_YET}", code="unsupported_parameter", param="moderation")
