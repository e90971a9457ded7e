"""Health under the names that orchestrators ask for: a convention, which a server need not follow."""

from oaic_suite.asking.surface import Plain, Probe, Surface

HEALTH, PING, READINESS = "getHealth", "getPing", "getReadiness"

SURFACE = Surface(
    "health",
    profile="health",
    plain=(
        Plain(HEALTH, of_a_model=False),
        Plain(PING, of_a_model=False),
        Plain(READINESS, of_a_model=False),
    ),
    probes={
        "health": Probe(HEALTH),
        "health-ping": Probe(PING, needs="health"),
        "health-ready": Probe(READINESS, needs="health"),
    },
)
