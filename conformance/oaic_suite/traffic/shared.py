"""Judging shared out among processes: in batches, never many of them at once, and added up in their order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice

from oaic_suite.traffic.heard import MIB, Heard
from oaic_suite.traffic.judged import Asked, Numbered, tally
from oaic_suite.traffic.tally import Tally

MOST, HEAVY = 50, 4 * MIB  # entries and bytes of a batch
ALONE = 4  # batches for which no process is worth starting
WAITING = 3  # batches for each process
Batch = list[Numbered]


def tallied(entries: Iterable[Numbered], asked: Asked, jobs: int) -> Tally:
    whole, all_batches = Tally(), batches(entries)
    begun = list(islice(all_batches, ALONE))
    waiting = chain(begun, all_batches)
    several = jobs > 1 and len(begun) == ALONE
    for part in judged_by(jobs, waiting, asked) if several else (tally(batch, asked) for batch in waiting):
        whole.merge(part)
    return whole


def judged_by(jobs: int, waiting: Iterator[Batch], asked: Asked) -> Iterator[Tally]:
    """A fresh process has nothing of ours but what it is told: no thread, no lock, no socket."""
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        begun: deque[Future[Tally]] = deque()
        for batch in waiting:
            begun.append(pool.submit(tally, batch, asked))
            if len(begun) >= WAITING * jobs:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()


def batches(entries: Iterable[Numbered]) -> Iterator[Batch]:
    held, weight = Batch(), 0
    for id, entry in entries:
        held.append((id, entry))
        weight += len(entry.body or b"") + len(entry.sent or b"") if isinstance(entry, Heard) else 0
        if len(held) >= MOST or weight >= HEAVY:
            yield held
            held, weight = Batch(), 0
    if held:
        yield held
