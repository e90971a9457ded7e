"""Faults of legacy completions whose tokens are chosen for the model."""

from __future__ import annotations

from oaic_server.exchange.request import Request
from oaic_server.faults import fault
from oaic_server.faults.completions.replies import changed
from oaic_server.faults.operations import COMPLETION


@fault("completions.bias.alone", stage="request", on=COMPLETION)
def a_bias_is_ignored(request: Request) -> Request:
    return changed(request, logit_bias=None) if request.members.get("logprobs") else request
