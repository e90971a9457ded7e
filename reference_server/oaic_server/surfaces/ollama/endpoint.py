"""Ollama's API, answered by the chat and the vectors that OpenAI's is answered by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from oaic_spec import contract

from oaic_server.answering.cost import Work
from oaic_server.exchange.reply import Line, Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot.prompts import Tokens, prompts
from oaic_server.parrot.vector import Space
from oaic_server.state.loaded import duration
from oaic_server.state.service import Service
from oaic_server.surfaces.chat.chunks import chunks
from oaic_server.surfaces.chat.plan import Plan, plan
from oaic_server.surfaces.chat.thinking import Thinking
from oaic_server.surfaces.embeddings.endpoint import MOST_TOKENS, counted, refuse_what_is_too_long, width
from oaic_server.surfaces.ollama import asked, cards
from oaic_server.surfaces.ollama.answer import THOUGHT, Spelt, Took, fold, nanoseconds, of_a_chat, of_a_text, pieces

Body = dict[str, Any]


def ollama_root(request: Request, service: Service) -> Reply:
    return Reply(request, 200, [("content-type", "text/plain; charset=utf-8")], b"Ollama is running")


def ollama_version(request: Request, service: Service) -> Reply:
    return Reply.json(request, {"version": contract().version})


def ollama_tags(request: Request, service: Service) -> Reply:
    return Reply.json(request, {"models": [cards.listed(name) for name in service.settings.models]})


def ollama_running(request: Request, service: Service) -> Reply:
    found = service.loaded.now(service.identity.created())
    return Reply.json(request, {"models": [cards.running(name, until, service) for name, until in found]})


def ollama_show(request: Request, service: Service) -> Reply:
    return Reply.json(request, cards.shown(service))


def ollama_chat(request: Request, service: Service) -> Reply:
    head = opening(request, service)
    if not request.body.get("messages"):
        return loaded(request, of_a_chat(head))
    return answered(request, service, asked.chat(request.body), of_a_chat(head))


def ollama_generate(request: Request, service: Service) -> Reply:
    head = opening(request, service)
    if not request.body.get("prompt"):
        return loaded(request, of_a_text(head))
    return answered(request, service, asked.prompt(request.body), of_a_text(head))


def ollama_embed(request: Request, service: Service) -> Reply:
    opening(request, service)
    began = service.identity.clock()
    inputs, vectors = embedded(request, request.body.get("input", ""), service)
    told = {"model": request.body["model"], "embeddings": vectors, "prompt_eval_count": sum(map(len, inputs))}
    return Reply.json(request, told | {"total_duration": nanoseconds(service.identity.clock() - began)})


def ollama_embeddings(request: Request, service: Service) -> Reply:
    opening(request, service)
    _, vectors = embedded(request, request.body.get("prompt") or "", service)
    return Reply.json(request, {"embedding": vectors[0] if vectors else []})


# --- what they share -----------------------------------------------------------------------------------


def opening(request: Request, service: Service) -> Body:
    """What every line says first; the model is loaded from now on, for as long as was asked."""
    model, now = request.body["model"], service.identity.created()
    service.loaded.keep(model, request.body.get("keep_alive"), now)
    return {"model": model, "created_at": cards.dated(now)}


def loaded(request: Request, spelt: Spelt) -> Reply:
    """Asked for nothing: a model is loaded, or unloaded where it is to be kept for no time."""
    reason = "load" if duration(request.body.get("keep_alive")) else "unload"
    return Reply.json(request, spelt({"done": True, "done_reason": reason}))


def answered(request: Request, service: Service, body: Body, spelt: Spelt) -> Reply:
    began = service.identity.clock()
    planned = telling(plan(body, service))
    service.charge(request, planned.total_tokens)
    took = Took(planned.prompt_tokens, planned.completion_tokens, service.identity.clock, began)
    said = pieces(chunks(planned), took)
    if contract().operations[request.operation].streams(request.body):
        return Reply.lines(request, lines(map(spelt, said), service.settings.token_delay))
    return Reply.json(request, spelt(fold(said)))


def telling(planned: Plan) -> Plan:
    """The same, and what is thought is told."""
    return replace(planned, thinking=Thinking(planned.thinking.tokens, (THOUGHT,)))


def lines(values: Iterable[Body], delay: float) -> Iterator[Line]:
    for number, value in enumerate(values):
        yield Line(value, delay=delay if number else 0.0)


def embedded(request: Request, given: str | list[str], service: Service) -> tuple[list[Tokens], list[list[float]]]:
    """The tokens of each text and its vector; an empty text by itself is none."""
    inputs = list(prompts(given)) if given else []
    refuse_what_is_too_long(
        [len(tokens) for tokens in inputs] or [0], min(MOST_TOKENS, service.settings.context_window)
    )
    service.charge(request, sum(map(len, inputs)))
    space = Space(width(request.body, service))
    heard = counted(inputs, space, Work(service.settings.work_limit, "input"))
    return inputs, [list(space.vector(words)) for words in heard]
