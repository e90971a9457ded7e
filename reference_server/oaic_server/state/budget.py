"""How much of a minute's allowance is left, in the headers clients read it from."""

from __future__ import annotations

from collections.abc import Callable

from oaic_server.exchange.refusal import Refusal

GENEROUS_REQUESTS = 10_000
GENEROUS_TOKENS = 2_000_000
MINUTE = 60.0


class Allowance:
    """A budget that refills evenly over a minute."""

    def __init__(self, limit: int, clock: Callable[[], float]) -> None:
        self.limit = limit
        self._clock = clock
        self._spent, self._at = 0.0, clock()

    def spend(self, amount: int) -> None:
        self._spent = min(self.limit, self._spent_now() + amount)
        self._at = self._clock()

    def remaining(self) -> int:
        return int(self.limit - self._spent_now())

    def full_in(self) -> float:
        return self._spent_now() * MINUTE / self.limit

    def next_in(self) -> float:
        """Seconds until there is room for one more."""
        return max(0.0, self._spent_now() + 1 - self.limit) * MINUTE / self.limit

    def _spent_now(self) -> float:
        return max(0.0, self._spent - (self._clock() - self._at) * self.limit / MINUTE)


class Budget:
    def __init__(self, rate_limit: int | None, clock: Callable[[], float]) -> None:
        """Without a `rate_limit` the counters count, but no request is refused."""
        self._enforced = rate_limit is not None
        self.requests = Allowance(rate_limit or GENEROUS_REQUESTS, clock)
        self.tokens = Allowance(GENEROUS_TOKENS, clock)

    def charge(self, tokens: int) -> list[tuple[str, str]]:
        """Books one request, and answers with the headers that say what is left."""
        if self._enforced and self.requests.next_in() > 0:
            raise self._exhausted()
        self.requests.spend(1)
        self.tokens.spend(tokens)
        return self.headers()

    def headers(self) -> list[tuple[str, str]]:
        allowances = {"requests": self.requests, "tokens": self.tokens}
        rows = [
            (name, str(allowance.limit), str(allowance.remaining()), duration(allowance.full_in()))
            for name, allowance in allowances.items()
        ]
        kinds = ("limit", "remaining", "reset")
        return [
            (f"x-ratelimit-{kind}-{name}", value)
            for name, *values in rows
            for kind, value in zip(kinds, values, strict=True)
        ]

    def _exhausted(self) -> Refusal:
        wait = str(max(1, round(self.requests.next_in())))
        message = f"More than {self.requests.limit} requests in a minute; try again in {wait} s."
        headers = (("retry-after", wait), *self.headers())
        return Refusal(429, message, code="rate_limit_exceeded", kind="requests", headers=headers)


def duration(seconds: float) -> str:
    """A duration as the service writes it: `0s`, `12ms`, `1.2s`, `6m0s`."""
    if seconds < 1:
        milliseconds = round(seconds * 1000)
        return f"{milliseconds}ms" if milliseconds else "0s"
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes)}m{rest:g}s" if minutes else f"{rest:g}s"
