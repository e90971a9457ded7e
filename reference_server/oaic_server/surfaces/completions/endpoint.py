"""Legacy completions: a stream, or its fold."""

from __future__ import annotations

from oaic_server.answering.answer import streamed_or_folded
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service
from oaic_server.surfaces.completions.chunks import chunks
from oaic_server.surfaces.completions.fold import fold
from oaic_server.surfaces.completions.plan import plan

SAYS = {"createCompletion": frozenset({"text"})}


def create_completion(request: Request, service: Service) -> Reply:
    planned = plan(request.body, service, request.line)
    said = chunks(planned, coarse=not request.stream)
    reply = streamed_or_folded(request, service, planned.total_tokens, said, fold)
    reply.headers.append(("openai-model", planned.model))
    return reply
