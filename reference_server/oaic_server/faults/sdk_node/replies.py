"""What faults for the Node SDK put in the place of JSON."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply

NOT_JSON = "the SDK decodes what is declared as JSON, and nothing else"


A_WORD = "an event that is no JSON"


def unfinish(reply: Reply) -> None:
    for frame in reply.chunks:
        for choice in frame.data["choices"]:
            choice["finish_reason"] = None
