"""What a client does that a client should not: said of the request in which it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from oaic_server.script.journal import Entry, kept
from oaic_server.script.made import replayed

PATIENCE = 0.05  # seconds that a clock may be off
MOST_IN_A_ROW = 5  # the same again, without an answer
PASSING = (408, 409, 425, 429)  # statuses under 500 that may be another a moment later


def complaints(entry: Entry, before: Sequence[Entry]) -> Iterator[str]:
    """What is known when the answer is made; whether it is read shows later."""
    if entry.error is not None and not entry.rules and 400 <= entry.status < 500 and entry.status not in PASSING:
        yield f"it asked what is refused with {entry.status}: {entry.error.get('message')}"
    failed = list(takewhile(lambda each: each.status >= 400, alike(entry, before)))
    if failed:
        yield from asked_again(entry, failed)
    made = {id: call for earlier in before for id, call in earlier.made.calls.items()}
    for id, call in replayed(entry.request).items():
        if id in made and made[id] != call:
            yield f"it took the call {id} for another: {call} for {made[id]}"


def alike(entry: Entry, before: Sequence[Entry]) -> Iterator[Entry]:
    """The same request before, the latest first."""
    same = (entry.request.method, entry.request.path, kept(entry.request).raw)
    return (each for each in reversed(before) if (each.request.method, each.request.path, each.request.raw) == same)


def asked_again(entry: Entry, failed: Sequence[Entry]) -> Iterator[str]:
    last = failed[0]
    passed = entry.at - last.at
    if last.retry_after is not None and passed + PATIENCE < last.retry_after:
        yield f"it asked again after {passed:.1f} s, although it was told to wait {last.retry_after:g} s"
    if last.status < 500 and last.status not in PASSING:
        yield f"it asked again what had been refused with {last.status}; only another request could be answered"
    if len(failed) >= MOST_IN_A_ROW:
        yield f"it asked the same for the {len(failed) + 1}th time in a row, each time without an answer"


def unread(entry: Entry) -> str:
    return f"it left before the answer ended (request {entry.number})"
