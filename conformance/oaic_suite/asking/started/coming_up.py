"""Waiting for a server that is about to come up: until it answers, or dies, or the time is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from oaic_suite.asking.bounds.breaker import Breaker
from oaic_suite.asking.bounds.budget import Budget
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.surface import listing
from oaic_suite.asking.target import Target, unheard
from oaic_suite.evidence.exchange import Exchange

PAUSE = 0.25  # seconds between two questions
ONE_ANSWER = 5.0  # seconds it is given for one of them
NOT_YET = (502, 503, 504)  # how servers and what stands before them say that a model is being loaded


def wait_for(target: Target, seconds: float, over: Callable[[], bool], tell: Callable[[str], None]) -> None:
    """Asks until there is an answer; what comes before it is no evidence, costs nothing, and is nobody's fault."""
    ends, told = time.monotonic() + seconds, False
    while (left := ends - time.monotonic()) > 0 and not over():
        if has_come_up(knock(target, min(left, ONE_ANSWER))):
            return
        if not told:
            tell(f"waiting for {target.base_url} to answer, {seconds:g} s at most")
            told = True
        time.sleep(min(PAUSE, max(0.0, ends - time.monotonic())))


def knock(target: Target, seconds: float) -> Exchange:
    client = Client(Deadlines.within(seconds), target.client.redactor, target.client.verify)
    aside = replace(target, client=client, log=unheard, breaker=Breaker(), budget=Budget())
    try:
        return aside.provoke(listing())
    finally:
        client.close()


def has_come_up(exchange: Exchange) -> bool:
    return exchange.status is not None and exchange.status not in NOT_YET
