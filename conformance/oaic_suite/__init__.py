"""The conformance suite: checks, verdicts, and the run that gathers them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oaic_suite.plugin.library import NotCertified, Run, certify

__all__ = ["NotCertified", "Run", "certify"]


def __getattr__(name: str) -> Any:
    """Loaded on use: every pytest run of an environment imports this package."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("oaic_suite.plugin.library"), name)
