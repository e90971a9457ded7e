"""Servers that keep no conversations, and say so."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign
from oaic_server.faults.operations import CONVERSATION


@benign("conversations.no-route", stage="answer", on=CONVERSATION)
def there_are_no_conversations(request: Request) -> Reply:
    return Refusal(404, "There is nothing here.").reply(request)
