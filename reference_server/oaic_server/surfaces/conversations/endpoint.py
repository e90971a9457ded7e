"""Conversations: not here yet, and said so."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service


def not_yet(request: Request) -> Refusal:
    return Refusal(501, f"{request.operation}: this server does not have it yet", code="not_implemented")


def create_conversation(request: Request, service: Service) -> Reply:
    raise not_yet(request)


def get_conversation(request: Request, service: Service) -> Reply:
    raise not_yet(request)


def update_conversation(request: Request, service: Service) -> Reply:
    raise not_yet(request)


def delete_conversation(request: Request, service: Service) -> Reply:
    raise not_yet(request)


def list_conversation_items(request: Request, service: Service) -> Reply:
    raise not_yet(request)


def create_conversation_items(request: Request, service: Service) -> Reply:
    raise not_yet(request)


def get_conversation_item(request: Request, service: Service) -> Reply:
    raise not_yet(request)


def delete_conversation_item(request: Request, service: Service) -> Reply:
    raise not_yet(request)
