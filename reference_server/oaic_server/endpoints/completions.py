"""Legacy completions: a stream, or its fold."""

from __future__ import annotations

from oaic_server.completion.chunks import chunks
from oaic_server.completion.fold import fold
from oaic_server.completion.plan import plan
from oaic_server.reply import Reply
from oaic_server.request import Request
from oaic_server.service import Service
from oaic_server.stream import frames


def create_completion(request: Request, service: Service) -> Reply:
    planned = plan(request.body, service)
    allowance = service.budget.charge(planned.total_tokens)
    if request.stream:
        reply = Reply.events(request, frames(chunks(planned), service.settings.token_delay))
    else:
        reply = Reply.json(request, fold(chunks(planned)))
    reply.headers.extend([*allowance, ("openai-model", planned.model)])
    return reply
