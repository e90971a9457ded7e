"""Pictures in chat, asked about."""

from oaic_suite.asking.surface import Surface
from oaic_suite.checks.chat.parts import PICTURE, asking
from oaic_suite.checks.chat.surface import IN_A_PART, in_chat

SURFACE = Surface(
    "vision",
    profile="vision",
    probes={"chat-image": in_chat(besides=asking(PICTURE), called=(*IN_A_PART, "image", "picture", "vision"))},
)
