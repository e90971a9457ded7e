"""Requests refused for what a client says of itself."""

from __future__ import annotations

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.operations import CHAT


@fault("http.sdk-headers.accepted", stage="answer", on=CHAT)
def later_attempts_are_turned_away(request: Request) -> Reply | None:
    again = request.headers.get("x-stainless-retry-count", "0") != "0"
    return Refusal(409, "This request was sent before.").reply(request) if again else None


@fault("http.sdk-headers.accepted:firewall", stage="answer", on=CHAT)
def programs_are_turned_away(request: Request) -> Reply | None:
    """A firewall that knows browsers; the suite itself goes by another name."""
    program = request.headers.get("user-agent", "").startswith("OpenAI/JS")
    return Refusal(403, "Programs are not served here.").reply(request) if program else None
