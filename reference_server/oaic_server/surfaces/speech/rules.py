"""What a request for speech must satisfy beyond its schema; in the order it is asked."""

from __future__ import annotations

from typing import Any

from oaic_server.answering.rules import Rule, the_model_exists
from oaic_server.exchange.complaint import INVALID_VALUE
from oaic_server.exchange.refusal import Refusal
from oaic_server.state.service import Service

Body = dict[str, Any]
VOICES = (
    *("alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"),
    *("fable", "onyx", "nova"),
)


def the_voice_is_known(body: Body, service: Service) -> None:
    asked = body["voice"]
    if not isinstance(asked, str):
        raise Refusal(404, f"voice.id: there is no voice {asked['id']!r}", param="voice.id")
    if asked not in VOICES:
        message = f"voice: expected one of {', '.join(VOICES)}, found {asked}"
        raise Refusal(400, message, code=INVALID_VALUE, param="voice")


RULES: dict[str, tuple[Rule, ...]] = {"createSpeech": (the_model_exists, the_voice_is_known)}
