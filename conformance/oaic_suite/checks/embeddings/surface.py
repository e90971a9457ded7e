"""Embeddings, asked for."""

from oaic_suite.asking.surface import Plain, Probe, Surface

EMBEDDINGS = "createEmbedding"

SURFACE = Surface(
    "embeddings",
    profile="embeddings",
    plain=(Plain(EMBEDDINGS, {"input": "A parrot on a ship."}, doings=("embeddings.plain", "embeddings.plain")),),
    models=("embed",),
    probes={
        "embeddings": Probe(EMBEDDINGS),
        "embeddings-dimensions": Probe(EMBEDDINGS, {"dimensions": 8}, "embeddings", called=("matryoshka",)),
    },
)
