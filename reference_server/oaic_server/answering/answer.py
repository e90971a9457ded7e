"""An answer that is made in chunks: streamed as they are, or plain as their fold, and charged for either way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from oaic_server.exchange.reply import DONE, Frame, Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service

Chunk = dict[str, Any]
Chunks = Iterable[Chunk]


def streamed_or_folded(
    request: Request, service: Service, tokens: int, chunks: Chunks, fold: Callable[[Chunks], Chunk]
) -> Reply:
    """`tokens`: what the answer costs; `chunks` are made as they are asked for."""
    service.charge(request, tokens)
    if request.stream:
        return Reply.events(request, frames(chunks, service.settings.token_delay))
    return Reply.json(request, fold(chunks))


def frames(chunks: Chunks, delay: float) -> Iterator[Frame]:
    for number, chunk in enumerate(chunks):
        yield Frame(chunk, delay=delay if number else 0.0)
    yield Frame(DONE)
