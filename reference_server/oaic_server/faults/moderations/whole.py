"""Verdicts that contradict themselves, are told in other words, or not at all."""

from __future__ import annotations

import json
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.acceptance import accept
from oaic_server.faults.chat.replies import break_down, in_answers
from oaic_server.faults.operations import MODERATION

Body = dict[str, Any]


def results(reply: Reply) -> list[Any]:
    found: list[Any] = reply.body["results"]
    return found


def parts(request: Request) -> list[Body]:
    """The parts of one input; none where texts are given."""
    given = request.members.get("input")
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def has_picture(request: Request) -> bool:
    return any(part.get("type") == "image_url" for part in parts(request))


@fault("moderations.status", on=MODERATION)
@in_answers
def several_texts_are_too_many(reply: Reply) -> None:
    if len(results(reply)) > 1:
        break_down(reply)


@fault("moderations.parts", stage="answer", on=MODERATION)
def parts_are_no_input(request: Request) -> Reply | None:
    if parts(request) and not has_picture(request):
        return Refusal(400, "expected text", param="contents").reply(request)
    return None


@fault("moderations.picture", stage="reply", on=MODERATION)
@in_answers
def a_picture_beside_a_text_fails(reply: Reply) -> None:
    if has_picture(reply.request) and len(parts(reply.request)) > 1:
        break_down(reply)


@fault("moderations.content-type", on=MODERATION)
@in_answers
def verdicts_are_declared_as_text(reply: Reply) -> None:
    reply.set_header("content-type", "text/plain")


@fault("moderations.json", on=MODERATION)
@in_answers
def verdicts_are_written_by_hand(reply: Reply) -> None:
    reply.body = json.dumps(reply.body).replace('"', "'").encode()


@fault("moderations.one-each", on=MODERATION)
@in_answers
def only_the_first_text_is_looked_at(reply: Reply) -> None:
    del results(reply)[1:]


@fault("moderations.one-each:parts", on=MODERATION)
@in_answers
def every_part_has_a_result(reply: Reply) -> None:
    reply.body["results"] = results(reply) * max(len(parts(reply.request)), 1)


@fault("moderations.categories", on=MODERATION)
@in_answers
def categories_have_names_of_their_own(reply: Reply) -> None:
    for result in results(reply):
        for name in ("categories", "category_scores"):
            result[name] = {f"S{number}": value for number, value in enumerate(result[name].values())}


@fault("moderations.categories:no-scores", on=MODERATION)
@in_answers
def there_are_no_scores(reply: Reply) -> None:
    for result in results(reply):
        del result["category_scores"]


@fault("moderations.same-categories", on=MODERATION)
@in_answers
def a_category_has_no_score(reply: Reply) -> None:
    for result in results(reply):
        result["categories"]["spam"] = False


@fault("moderations.scores", on=MODERATION)
@in_answers
def scores_are_percentages(reply: Reply) -> None:
    for result in results(reply):
        result["category_scores"] = {name: 1000 * score for name, score in result["category_scores"].items()}


@fault("moderations.flagged", on=MODERATION)
@in_answers
def everything_is_flagged(reply: Reply) -> None:
    for result in results(reply):
        result["flagged"] = True


@fault("moderations.schema", on=MODERATION)
@in_answers
def a_verdict_has_no_id(reply: Reply) -> None:
    del reply.body["id"]


@fault("moderations.no-model", stage="answer", on=MODERATION)
def somebody_must_be_named(request: Request) -> Reply | None:
    if "model" in request.members:
        return None
    return Refusal(400, "model: missing", code="missing_required_parameter", param="model").reply(request)


@fault("moderations.not-text", on=MODERATION)
def a_number_is_harmless(reply: Reply) -> None:
    accept(reply, lambda body: isinstance(body.get("input"), int), harmless)


@fault("moderations.incomplete", on=MODERATION)
def nothing_is_harmless(reply: Reply) -> None:
    accept(reply, lambda body: "input" not in body, harmless)


@fault("moderations.unknown-model", on=MODERATION)
def anybody_can_look(reply: Reply) -> None:
    accept(reply, lambda body: "input" in body and str(body.get("model")).startswith("no-such"), harmless)


@fault("moderations.client-fault", on=MODERATION)
def a_number_breaks_the_moderator(reply: Reply) -> None:
    if reply.is_error and isinstance(reply.request.members.get("input"), int):
        reply.status = 500


def harmless(body: Body) -> Body:
    names = ("hate", "hate/threatening", "harassment", "harassment/threatening", "self-harm", "self-harm/intent")
    more = ("self-harm/instructions", "sexual", "sexual/minors", "violence", "violence/graphic")
    nothing = {
        "categories": dict.fromkeys((*names, *more), False),
        "category_scores": dict.fromkeys((*names, *more), 0.0),
    }
    return {"id": "modr-1", "model": "parrot-1", "results": [{"flagged": False, **nothing}]}


@benign("moderations.texts-alone", stage="answer", on=MODERATION)
def only_texts_are_looked_at(request: Request) -> Reply | None:
    if parts(request):
        return Refusal(400, "expected a text, or an array of texts", param="input").reply(request)
    return None


@benign("moderations.older", on=MODERATION)
@in_answers
def the_older_model_looks(reply: Reply) -> None:
    for result in results(reply):
        del result["category_applied_input_types"]
        for name in ("illicit", "illicit/violent"):
            del result["categories"][name], result["category_scores"][name]


@benign("moderations.more-categories", on=MODERATION)
@in_answers
def there_is_another_category(reply: Reply) -> None:
    for result in results(reply):
        result["categories"]["spam"], result["category_scores"]["spam"] = False, 0.0


@benign("moderations.texts-alone:in-words", stage="answer", on=MODERATION)
def parts_are_refused_in_words(request: Request) -> None:
    """As a gateway does before a model that reads."""
    if parts(request):
        raise Refusal(400, "multimodal inputs are not supported; only text is allowed")


@benign("moderations.more-members", on=MODERATION)
@in_answers
def a_verdict_says_what_it_cost_and_why(reply: Reply) -> None:
    reply.body |= {"object": "moderation", "usage": {"total_tokens": 7}}
    for result in results(reply):
        result["reason"] = None
