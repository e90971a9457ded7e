"""How hard a property is tried: a little in every run, forty times as much by `tox -e thorough`; always alike."""

from __future__ import annotations

import os
from pathlib import Path

import certifi
from hypothesis import HealthCheck, settings

EXAMPLES = 50
TRUSTED = str(Path(__file__).parent / "suite" / "hostile" / "certificates" / "sound.pem")

settings.register_profile(
    "quick",
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=40 * EXAMPLES)
settings.load_profile("quick")

# All authorities of the world take longer to read than most tests, for every client anew.
os.environ["SSL_CERT_FILE"] = TRUSTED
certifi.where = lambda: TRUSTED
