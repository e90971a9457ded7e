"""All of fuzzing waits only so long for answers that are not heard out: a target that hangs does so on everything."""

from __future__ import annotations

import time
from collections.abc import Callable

from oaic_suite.asking.plan import Plan
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.unsettled import NotEstablished


def timed(target: Target, send: Callable[[], Exchange]) -> Exchange:
    began = time.monotonic()
    exchange = send()
    if not isinstance(exchange.outcome, int):
        target.unheard += time.monotonic() - began
    return exchange


def in_vain(target: Target, plan: Plan, share: float = 1.0) -> bool:
    """Whether there was enough of it, or of a share of it."""
    return target.unheard > share * plan.waiting


def require_room(target: Target, plan: Plan) -> None:
    if in_vain(target, plan):
        told = f"fuzzing waited {plan.waiting:g} s for answers that were not heard out, and asks no more"
        raise NotEstablished(told, "deadline")
