"""Moderations, asked for."""

from oaic_suite.asking.surface import Plain, Probe, Surface
from oaic_suite.checks.chat.parts import data_url, sample

MODERATION = "createModeration"
TEXT, OTHER = "A parrot on a ship.", "Bread is baked in the morning."
PARTS = [{"type": "text", "text": TEXT}, {"type": "text", "text": OTHER}]
SEEN = {"type": "image_url", "image_url": {"url": data_url("image/png", sample("square.png"))}}

SURFACE = Surface(
    "moderations",
    profile="moderations",
    plain=(Plain(MODERATION, {"input": TEXT}),),
    models=("moderation", "guard", "shield"),
    probes={
        "moderations": Probe(MODERATION),
        "moderations-parts": Probe(
            MODERATION, {"input": PARTS}, "moderations", called=("part", "parts", "objects", "multimodal")
        ),
        "moderations-pictures": Probe(
            MODERATION,
            {"input": [SEEN]},
            "moderations",
            called=("image", "image_url", "images", "multimodal", "vision"),
        ),
    },
)
