"""Sounds in chat, asked about and asked for."""

from oaic_suite.asking.surface import Surface
from oaic_suite.checks.chat.parts import SOUND, asking
from oaic_suite.checks.chat.surface import IN_A_PART, in_chat

ALOUD = {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}}

SURFACE = Surface(
    "audio",
    profile="audio",
    probes={
        "chat-audio-in": in_chat(besides=asking(SOUND), called=(*IN_A_PART, "audio", "sound")),
        "chat-audio-out": in_chat(ALOUD, called=("modality", "voice", "speech")),
    },
)
