"""Models, asked for."""

from oaic_suite.asking.surface import Plain, Probe, Surface

LISTING, MODEL = "listModels", "retrieveModel"

SURFACE = Surface(
    "models",
    profile="core",
    plain=(Plain(LISTING, lists_models=True), Plain(MODEL, called="model")),
    probes={"models": Probe(LISTING), "models-retrieve": Probe(MODEL, needs="models")},
)
