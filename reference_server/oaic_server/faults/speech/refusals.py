"""Speech that should be refused, and is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.operations import SPEECH
from oaic_server.parrot.sounding import beep

Body = dict[str, Any]

LIES: dict[str, Callable[[Body], bool]] = {
    "no-input": lambda body: "input" not in body,
    "no-voice": lambda body: "voice" not in body,
    "not-text": lambda body: isinstance(body.get("input"), int),
    "unknown-voice": lambda body: str(body.get("voice")).startswith("no-such"),
    "unknown-format": lambda body: body.get("response_format") == "smell",
    "too-fast": lambda body: body.get("speed") == 9,
    "unknown-model": lambda body: str(body.get("model")).startswith("no-such"),
}


def spoken(slug: str, lie: Callable[[Body], bool]) -> None:
    """A fault that speaks where such a wish should be refused."""

    def spoken_all_the_same(reply: Reply) -> None:
        if reply.status in (400, 404) and lie(reply.request.members):
            reply.status, reply.body = 200, beep.mp3()
            reply.set_header("content-type", "audio/mpeg")

    spoken_all_the_same.__doc__ = f"A wish with {slug.replace('-', ' ')}: spoken all the same"
    fault(f"speech.refusals.{slug}", on=SPEECH)(spoken_all_the_same)


for slug, lie in LIES.items():
    spoken(slug, lie)
