"""The models the server says it has."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service


def list_models(request: Request, service: Service) -> Reply:
    models = [service.model(name) for name in service.settings.models]
    return Reply.json(request, {"object": "list", "data": models})


def retrieve_model(request: Request, service: Service) -> Reply:
    return Reply.json(request, service.model(request.parameters["model"], param="model"))
