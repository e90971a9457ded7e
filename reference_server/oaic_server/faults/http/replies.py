"""Refusals before anything was read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply

ENVELOPE = {"error": {"message": "It was not taken.", "type": "", "param": "", "code": ""}}


def refuse(reply: Reply, status: int) -> None:
    reply.status, reply.frames, reply.body = status, None, ENVELOPE
