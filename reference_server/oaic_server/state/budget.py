"""What each key may ask in a minute, and how much of that is left, in the headers clients read it from."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.request import Request
from oaic_server.state.shelf import Latest

GENEROUS_REQUESTS = 10_000
GENEROUS_TOKENS = 2_000_000
MINUTE = 60.0

Clock = Callable[[], float]
Headers = tuple[tuple[str, str], ...]


class Allowance:
    """So much a minute, which refills evenly."""

    def __init__(self, unit: str, limit: int, clock: Clock) -> None:
        self.unit, self.limit = unit, limit
        self._names = tuple(f"x-ratelimit-{what}-{unit}" for what in ("limit", "remaining", "reset"))
        self._clock = clock
        self._spent, self._at = 0.0, clock()

    def spend(self, amount: int) -> None:
        now = self._clock()
        self._spent, self._at = min(self.limit, self._spent_by(now) + amount), now

    def wait(self, amount: int) -> float:
        """Seconds until there is room for so much."""
        return round(max(0.0, self._spent_by(self._clock()) + amount - self.limit) * MINUTE / self.limit, 6)

    def headers(self) -> Headers:
        spent, (limit, remaining, reset) = self._spent_by(self._clock()), self._names
        left, refilled = int(self.limit - spent), duration(spent * MINUTE / self.limit)
        return (limit, str(self.limit)), (remaining, str(left)), (reset, refilled)

    def _spent_by(self, now: float) -> float:
        return max(0.0, self._spent - (now - self._at) * self.limit / MINUTE)


class Limit(Allowance):
    """An allowance that refuses what there is no room for."""

    def spend(self, amount: int) -> None:
        if amount > self.limit:
            raise self._beyond(amount)
        if (seconds := self.wait(amount)) > 0:
            raise self._exhausted(seconds)
        super().spend(amount)

    def _exhausted(self, seconds: float) -> Refusal:
        """Told rounded up: who comes back then finds room."""
        message = f"More than {self.limit} {self.unit} in a minute; try again in {duration(seconds)}."
        waits = (("retry-after", str(math.ceil(seconds))), ("retry-after-ms", str(math.ceil(seconds * 1000))))
        return self._refusal(message, waits)

    def _beyond(self, amount: int) -> Refusal:
        message = f"The request costs {amount} {self.unit}; expected at most {self.limit}, the limit of a minute."
        return self._refusal(message, (("x-should-retry", "false"),))

    def _refusal(self, message: str, headers: Headers) -> Refusal:
        return Refusal(429, message, code="rate_limit_exceeded", kind=self.unit, headers=headers)


class Budget:
    """What one key has left; without a limit the counters count, and nobody is refused."""

    def __init__(self, requests: int | None, tokens: int | None, clock: Clock) -> None:
        self.requests = allowance("requests", requests, GENEROUS_REQUESTS, clock)
        self.tokens = allowance("tokens", tokens, GENEROUS_TOKENS, clock)

    def headers(self) -> Headers:
        return (*self.requests.headers(), *self.tokens.headers())


def allowance(unit: str, limit: int | None, generous: int, clock: Clock) -> Allowance:
    return Allowance(unit, generous, clock) if limit is None else Limit(unit, limit, clock)


class Budgets:
    """Those of all keys, each from its first request on; of an open server, which takes any key, the latest.

    Where there is a limit every request counts, and every answer says what is left. Where there is none, that is said
    of what has a body alone, and what costs tokens counts.
    """

    def __init__(self, requests: int | None, tokens: int | None, clock: Clock) -> None:
        self._limited = requests is not None or tokens is not None
        self._new = partial(Budget, requests, tokens, clock)
        self._of: Latest[Budget] = Latest()

    def of(self, key: str) -> Budget:
        budget = self._of.get(key)
        if budget is None:
            budget = self._new()
            self._of.put(key, budget)
        return budget

    def admit(self, request: Request) -> None:
        if self._limited:
            self.of(request.key).requests.spend(1)

    def charge(self, request: Request, tokens: int) -> None:
        budget = self.of(request.key)
        if not self._limited:
            budget.requests.spend(1)
        budget.tokens.spend(tokens)

    def headers(self, request: Request) -> Headers:
        """What is left to a key; nothing is said to one that was not let in."""
        budget = self._of.get(request.key) if self._limited or request.body is not None else None
        return budget.headers() if budget else ()


def duration(seconds: float) -> str:
    """A duration as the service writes it, to the millisecond: `0s`, `12ms`, `1.2s`, `6m0s`."""
    milliseconds = math.ceil(round(seconds * 1000, 3))
    if milliseconds < 1000:
        return f"{milliseconds}ms" if milliseconds else "0s"
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes}m{rest / 1000:g}s" if minutes else f"{rest / 1000:g}s"
