"""Legacy completions: a stream, or its fold."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.http.stream import frames
from oaic_server.state.service import Service
from oaic_server.surfaces.completions.chunks import chunks
from oaic_server.surfaces.completions.fold import fold
from oaic_server.surfaces.completions.plan import plan


def create_completion(request: Request, service: Service) -> Reply:
    planned = plan(request.body, service)
    allowance = service.budget.charge(planned.total_tokens)
    if request.stream:
        reply = Reply.events(request, frames(chunks(planned), service.settings.token_delay))
    else:
        reply = Reply.json(request, fold(chunks(planned)))
    reply.headers.extend([*allowance, ("openai-model", planned.model)])
    return reply
