"""What pictures, sounds and files must satisfy, in a prompt and in an answer."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.parrot.sound import FORMATS
from oaic_server.state.service import Service
from oaic_server.surfaces.chat.media import media, parts
from oaic_server.surfaces.chat.speech import wanted

Body = dict[str, Any]
STREAMED = ("pcm16",)  # the rest have a header that tells their length


def media_are_what_they_say(body: Body, service: Service) -> None:
    for place, message in enumerate(body["messages"]):
        if parts(message):
            list(media(message, f"messages[{place}]"))


def sounds_referred_to_are_known(body: Body, service: Service) -> None:
    for place, message in enumerate(body["messages"]):
        known = message.get("audio")
        if known and service.sounds.transcript(known["id"]) is None:
            param = f"messages[{place}].audio.id"
            raise Refusal(404, f"{param}: there is no sound {known['id']!r}, or no longer", param=param)


def a_spoken_answer_has_a_voice(body: Body, service: Service) -> None:
    if wanted(body) and body.get("audio") is None:
        message = "audio: expected a voice and a format where modalities ask for audio"
        raise Refusal(400, message, code="missing_required_parameter", param="audio")


def the_format_is_one_we_write(body: Body, service: Service) -> None:
    ours = STREAMED if body.get("stream") else tuple(FORMATS)
    if wanted(body) and (asked := body["audio"]["format"]) not in ours:
        param = "audio.format"
        message = f"{param}: expected {' or '.join(ours)}, found {asked}"
        raise Refusal(400, message, code="unsupported_value", param=param)


def sounds_have_no_logprobs(body: Body, service: Service) -> None:
    if wanted(body) and body.get("logprobs"):
        message = "logprobs: expected only where the answer is written"
        raise Refusal(400, message, code="unsupported_parameter", param="logprobs")


RULES = (
    media_are_what_they_say,
    sounds_referred_to_are_known,
    a_spoken_answer_has_a_voice,
    the_format_is_one_we_write,
    sounds_have_no_logprobs,
)
