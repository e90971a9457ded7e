"""Images: painted from a description, and from other pictures."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service
from oaic_server.surfaces.images.answer import pictured
from oaic_server.surfaces.images.shown import attached, referred_to
from oaic_server.surfaces.images.wish import wish


def create_image(request: Request, service: Service) -> Reply:
    return pictured(request, service, wish(request.body), "image_generation")


def create_image_edit(request: Request, service: Service) -> Reply:
    shown = attached(request, service, "image", "mask") if request.files else referred_to(request.body, service)
    return pictured(request, service, wish(request.body, shown), "image_edit")


def create_image_variation(request: Request, service: Service) -> Reply:
    return pictured(request, service, wish(request.body, attached(request, service, "image")), "image_variation")
