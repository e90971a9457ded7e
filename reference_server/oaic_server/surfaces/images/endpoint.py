"""Images: painted from a description."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service
from oaic_server.surfaces.images.answer import pictured
from oaic_server.surfaces.images.wish import wish


def create_image(request: Request, service: Service) -> Reply:
    return pictured(request, service, wish(request.body), "image_generation")
