"""Rankings and scores: what shares words lies near."""

from __future__ import annotations

from itertools import cycle, starmap
from operator import mul
from typing import Any

from oaic_server.answering.cost import DOCUMENT, Work, readable
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot import tokenizer
from oaic_server.parrot.vector import Space, Vector
from oaic_server.state.service import Service
from oaic_server.surfaces.embeddings.endpoint import LENGTH, counted

Body = dict[str, Any]


def rerank_documents(request: Request, service: Service) -> Reply:
    body, documents = request.body, request.body["documents"]
    used = charged(request, [body["query"], *documents], "documents", service)
    query, *found = vectors([body["query"], *documents], "documents", service)
    scores = [near(query, vector) for vector in found]
    most = min(body.get("top_n") or len(scores), len(scores))
    ranked = sorted(range(len(scores)), key=lambda index: (-scores[index], index))[:most]
    told = body.get("return_documents") is True
    results = [result(index, scores[index], documents[index] if told else None) for index in ranked]
    head = {"id": service.identity.id("rerank-"), "model": model(body, service)}
    return Reply.json(request, {**head, "results": results, "usage": used})


def score_pairs(request: Request, service: Service) -> Reply:
    ones, others = several(request.body["text_1"]), several(request.body["text_2"])
    require_pairs(ones, others)
    used = charged(request, [*ones, *others], "text_2", service)
    found = vectors([*ones, *others], "text_2", service)
    pairs = zip(cycle(found[: len(ones)]), found[len(ones) :], strict=False)
    data = [{"index": index, "object": "score", "score": near(*pair)} for index, pair in enumerate(pairs)]
    head = {"id": service.identity.id("score-"), "object": "list", "created": service.identity.created()}
    told = {**head, "model": model(request.body, service), "data": data, "usage": used}
    return Reply.json(request, told)


def vectors(texts: list[str], param: str, service: Service) -> list[Vector]:
    space = Space(LENGTH)
    work = Work(service.settings.work_limit, param)
    work.spend(len(texts), DOCUMENT)
    heard = counted([tokenizer.encode(text) for text in texts], space, work)
    return [space.vector(words) for words in heard]


def near(one: Vector, other: Vector) -> float:
    """The cosine of the angle between them, for both have length one."""
    return float(sum(starmap(mul, zip(one, other, strict=True))))


def several(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def require_pairs(ones: list[str], others: list[str]) -> None:
    """One is paired with each of the others; several go with as many."""
    if len(ones) not in (1, len(others)):
        message = f"text_2: expected {len(ones)} texts, as many as in text_1, found {len(others)}"
        raise Refusal(400, message, code="invalid_value", param="text_2")


def result(index: int, score: float, document: str | None) -> Body:
    told = {} if document is None else {"document": {"text": document}}
    return {"index": index, "relevance_score": score, **told}


def model(body: Body, service: Service) -> str:
    """The one that was named, or the first."""
    return str(body.get("model") or service.settings.models[0])


def charged(request: Request, texts: list[str], param: str, service: Service) -> Body:
    used = tokenizer.total(texts, readable(service.settings))
    Work(service.settings.work_limit, param).read(used)
    service.charge(request, used)
    return {"prompt_tokens": used, "total_tokens": used}
