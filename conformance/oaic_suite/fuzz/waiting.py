"""All of fuzzing waits only so long for answers that are not heard out, and takes only so long in all.

A target that hangs does so on everything; one that answers all there is may still take days about it.
"""

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


def used_up(target: Target, plan: Plan) -> bool:
    """Whether all of fuzzing took as long as it may."""
    return target.fuzzed_since is not None and time.monotonic() - target.fuzzed_since > plan.whole


def over(target: Target, plan: Plan) -> bool:
    return in_vain(target, plan) or used_up(target, plan)


def require_room(target: Target, plan: Plan) -> None:
    """Begins, or goes on where that is not over."""
    if target.fuzzed_since is None:
        target.fuzzed_since = time.monotonic()
    if in_vain(target, plan):
        told = f"fuzzing waited {plan.waiting:g} s for answers that were not heard out, and asks no more"
        raise NotEstablished(told, "deadline")
    if used_up(target, plan):
        raise NotEstablished(f"fuzzing took {plan.whole:g} s, and asks no more: --only asks of less", "deadline")
