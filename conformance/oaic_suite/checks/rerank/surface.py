"""Rankings and scores, asked for: a convention, which a server need not follow."""

from oaic_suite.asking.surface import Plain, Probe, Surface

RANKING, SCORING = "rerankDocuments", "scorePairs"
QUERY = "Where does the parrot sit?"
DOCUMENTS = ["Our ship sails at dawn.", "The parrot sits in the rigging.", "Bread is baked in the morning."]

SURFACE = Surface(
    "rerank",
    profile="rerank",
    models=("rerank",),
    plain=(
        Plain(RANKING, {"query": QUERY, "documents": DOCUMENTS}),
        Plain(SCORING, {"text_1": QUERY, "text_2": DOCUMENTS}),
    ),
    probes={"rerank": Probe(RANKING, marks="results"), "score": Probe(SCORING, marks="data")},
)
