"""Faults of what is to follow after a legacy completion."""

from __future__ import annotations

from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.completions.replies import changed
from oaic_server.faults.operations import COMPLETION


@fault("completions.suffix.counted", stage="request", on=COMPLETION)
def a_suffix_is_ignored(request: Request) -> Request:
    return changed(request, suffix=None) if request.members.get("suffix") else request
