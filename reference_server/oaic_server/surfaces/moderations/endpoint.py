"""Moderations: a result for each input, or for all parts of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oaic_server.answering.cost import LOOKED_AT, VERDICT, Work
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot import tokenizer
from oaic_server.state.service import Service
from oaic_server.surfaces.moderations.input import Seen, inputs
from oaic_server.surfaces.moderations.rules import MODERATORS
from oaic_server.surfaces.moderations.verdict import CATEGORIES, FLAGGED, of_pictures, score

Json = dict[str, Any]


def create_moderation(request: Request, service: Service) -> Reply:
    looked_at = inputs(request.body["input"])
    refuse_what_costs_too_much(looked_at, Work(service.settings.work_limit, "input"))
    service.charge(request, tokenizer.total(seen.text for seen in looked_at))
    moderation: Json = {
        "id": service.identity.id("modr-"),
        "model": request.body.get("model", MODERATORS[0]),
        "results": [result(seen) for seen in looked_at],
    }
    return Reply.json(request, moderation)


def refuse_what_costs_too_much(looked_at: Sequence[Seen], work: Work) -> None:
    """By length, since to count the tokens of a text is most of the work."""
    work.spend(sum(len(seen.text) + len(seen.links) for seen in looked_at) // LOOKED_AT)
    work.spend(len(looked_at), each=VERDICT)


def result(seen: Seen) -> Json:
    scores = {category: score(category, seen.text, seen.links) for category in CATEGORIES}
    categories = {category: found > FLAGGED for category, found in scores.items()}
    return {
        "flagged": any(categories.values()),
        "categories": categories,
        "category_scores": scores,
        "category_applied_input_types": {category: kinds(category, seen) for category in CATEGORIES},
    }


def kinds(category: str, seen: Seen) -> list[str]:
    """Which kinds of parts were looked at for a category."""
    looked_at = {"text": seen.has_text, "image": seen.has_pictures and of_pictures(category)}
    return [kind for kind, was in looked_at.items() if was]
