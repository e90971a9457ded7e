"""How hard a property is tried: a little in every run, forty times as much by `tox -e thorough`; always alike."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

EXAMPLES = 50

settings.register_profile(
    "quick",
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=40 * EXAMPLES)
settings.load_profile("quick")
