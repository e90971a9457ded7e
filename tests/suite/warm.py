"""What a command of ours imports and reads before it does anything; `forked` begins its processes with that done.

Left out are the modules that pytest loads as plugins, since it rewrites what it loads.
"""

from __future__ import annotations

import sys
from pathlib import Path

import oaic_reports.folder
import oaic_reports.terminal.summary
import oaic_reports.witness.folder  # noqa: F401
import oaic_suite.plugin.controller  # noqa: F401
import pytest
from oaic_server.commands import serve
from oaic_spec.openapi_core_bridge import openapi
from oaic_suite.clients.witness.commands import witness
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.causes.family import families
from oaic_suite.judging.clients.profile import client_profiles
from oaic_suite.plugin.commands import certify


def certify_alone(words: list[str]) -> int:
    """As on a machine that does not have the official SDK."""
    sys.modules["openai"] = None  # type: ignore[assignment]
    return certify(words)


COMMANDS = {
    "certify alone": certify_alone,
    "certify": certify,
    "pytest": pytest.main,
    "serve": serve,
    "witness": witness,
}
PATH = [entry for entry in sys.path if entry not in ("", str(Path(__file__).parent))]

catalogue()
client_profiles()
families()
openapi()
