"""Texts as tokens, and tokens as text, in the words of either dialect."""

from __future__ import annotations

from itertools import islice
from typing import Any

from oaic_server.answering.cost import PIECE, TOKEN_KEPT, TOKEN_TOLD, Work, readable
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.parrot import tokenizer, vocabulary
from oaic_server.state.service import Service
from oaic_server.surfaces.tokenize.template import read

NAMES = ("prompt", "content", "text")  # of a text that tokens stand for


def tokenize_text(request: Request, service: Service) -> Reply:
    body = request.body
    tokens = written(body, readable(service.settings))
    spelt = bool(body.get("with_pieces") or body.get("return_token_strs"))
    work = Work(service.settings.work_limit, member(body))
    work.spend(len(tokens) // (PIECE if spelt else TOKEN_TOLD))
    work.spend(len(set(tokens)), TOKEN_KEPT)
    ids = service.lexicon.ids(tokens)
    texts = [token.decode(errors="replace") for token in tokens] if spelt else []
    told = {
        "count": len(ids),
        "max_model_len": service.settings.context_window,
        "tokens": pieces(ids, texts) if body.get("with_pieces") else ids,
        "token_strs": texts if body.get("return_token_strs") else None,
    }
    return Reply.json(request, told)


def pieces(ids: list[int], texts: list[str]) -> list[dict[str, Any]]:
    return [{"id": id, "piece": text} for id, text in zip(ids, texts, strict=True)]


def detokenize_tokens(request: Request, service: Service) -> Reply:
    text = b"".join(known(service, id, place) for place, id in enumerate(request.body["tokens"]))
    return Reply.json(request, dict.fromkeys(NAMES, text.decode(errors="replace")))


def member(body: dict[str, Any]) -> str:
    """What is to be taken apart, by its name."""
    return next(name for name in ("messages", "prompt", "content") if name in body)


def written(body: dict[str, Any], most: int) -> list[bytes]:
    """The tokens; of more than so many the first, and more than so many."""
    name = member(body)
    return list(islice(read(body, most), most + 1)) if name == "messages" else tokenizer.encode(body[name], most)


def known(service: Service, id: int, place: int) -> bytes:
    token = vocabulary.word(id) if id < vocabulary.SIZE else service.lexicon.token(id)
    if token is None:
        message = f"tokens[{place}]: expected an id that /tokenize has told, found {id}"
        raise Refusal(400, message, code="invalid_value", param=f"tokens[{place}]")
    return token
