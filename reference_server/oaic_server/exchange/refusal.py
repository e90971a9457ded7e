"""A request that the server refuses: the status, the error envelope and the headers it answers with."""

from __future__ import annotations

from typing import Any

from oaic_spec import contract

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request

CLIENT_FAULT = "invalid_request_error"
SERVER_FAULT = "server_error"
IN_WORDS = "OllamaError"  # the schema of refusals that are a sentence and nothing else


class Refusal(Exception):
    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        kind: str = CLIENT_FAULT,
        headers: tuple[tuple[str, str], ...] = (),
        linger: bool = False,
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.param = status, message, code, param
        self.kind, self.headers, self.linger = kind, headers, linger

    def envelope(self) -> dict[str, Any]:
        error = {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}
        return {"error": error}

    def told(self, operation: str) -> dict[str, Any]:
        """As the contract has it of an operation: in the envelope, or in words alone."""
        known = contract().operations.get(operation)
        in_words = known is not None and known.error is not None and known.error.name == IN_WORDS
        return {"error": self.message} if in_words else self.envelope()

    def reply(self, request: Request) -> Reply:
        reply = Reply.json(request, self.told(request.operation), self.status)
        reply.headers.extend(self.headers)
        reply.wire.linger = self.linger
        return reply


def internal_error() -> Refusal:
    message = "The server failed while it answered; its log says how."
    return Refusal(500, message, code="server_error", kind=SERVER_FAULT)
