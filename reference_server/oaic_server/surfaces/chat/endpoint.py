"""Chat completions: a stream, or its fold."""

from __future__ import annotations

from oaic_server.answering.answer import streamed_or_folded
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service
from oaic_server.surfaces.chat.chunks import chunks
from oaic_server.surfaces.chat.fold import fold
from oaic_server.surfaces.chat.keeping import kept_when_told
from oaic_server.surfaces.chat.plan import plan

SAYS = {"createChatCompletion": frozenset({"text", "refusal", "value", "calls"})}


def create_chat_completion(request: Request, service: Service) -> Reply:
    planned = plan(request.body, service, request.line)
    said = kept_when_told(chunks(planned, coarse=not request.stream), planned, request.body, service)
    return streamed_or_folded(request, service, planned.total_tokens, said, fold)
