"""Pictures, asked for: made of words, of other pictures, or like another."""

from oaic_suite.asking.form import Attachment
from oaic_suite.asking.surface import STREAMED, Plain, Probe, Surface
from oaic_suite.checks.chat.parts import sample

GENERATION, EDIT, VARIATION = "createImage", "createImageEdit", "createImageVariation"
A_PARROT = "A parrot on a ship."
IN_BASE64 = {"response_format": "b64_json"}
SQUARE = Attachment("square.png", sample("square.png"), "image/png")

SURFACE = Surface(
    "images",
    profile="images",
    plain=(
        Plain(GENERATION, {"prompt": A_PARROT}, makes="pictures"),
        Plain(EDIT, {"image": SQUARE, "prompt": A_PARROT}, called="image-edits", makes="pictures"),
        Plain(VARIATION, {"image": SQUARE}, called="image-variations", makes="pictures"),
    ),
    models=("image", "dall", "diffusion", "flux", "sdxl"),
    probes={
        "images": Probe(GENERATION),
        "images-base64": Probe(GENERATION, IN_BASE64, "images", called=("base64",)),
        "images-stream": Probe(GENERATION, STREAMED, "images", called=("streaming",)),
        "image-edits": Probe(EDIT, needs="images"),
        "image-edits-stream": Probe(EDIT, STREAMED, "image-edits", called=("streaming",)),
        "image-variations": Probe(VARIATION, needs="images"),
    },
)
