"""Health under its three names: what answers at all is up, and knows its models from the start."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service

UP = {"status": "ok"}


def get_health(request: Request, service: Service) -> Reply:
    return Reply.json(request, UP)


def get_ping(request: Request, service: Service) -> Reply:
    return Reply.json(request, UP)


def get_readiness(request: Request, service: Service) -> Reply:
    return Reply.json(request, UP)
