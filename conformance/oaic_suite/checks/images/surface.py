"""Pictures, asked for."""

from oaic_suite.asking.surface import STREAMED, Plain, Probe, Surface

GENERATION = "createImage"
A_PARROT = "A parrot on a ship."
IN_BASE64 = {"response_format": "b64_json"}

SURFACE = Surface(
    "images",
    profile="images",
    plain=(Plain(GENERATION, {"prompt": A_PARROT}, doings=("images.plain", "images.plain")),),
    models=("image", "dall", "diffusion", "flux", "sdxl"),
    probes={
        "images": Probe(GENERATION),
        "images-base64": Probe(GENERATION, IN_BASE64, "images", called=("base64",)),
        "images-stream": Probe(GENERATION, STREAMED, "images", called=("streaming",)),
    },
)
