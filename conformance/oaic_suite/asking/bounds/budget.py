"""How much a run may cost: it ends before that is passed, and keeps what it has."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from oaic_suite.asking.bounds.pieces import NONE, Pieces, pieces_of
from oaic_suite.asking.surface import limit_names
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.unsettled import NotRun

BUDGET = "budget"  # the cause of what was not asked any more
PIECES = "by-the-piece"  # the cause of what is not asked because it makes too many pictures or sounds
# In the text of an answer the quotes would be escaped.
COUNTED = re.compile(rb'(?<!\\)"total_tokens"\s*:\s*(\d{1,12})\b')
BYTES_A_TOKEN = 4
COUNTED_ONE_BY_ONE = ("requests", "tokens", "pictures", "sounds")
LONGEST_PROMPT = 2000  # tokens, in a forecast: what is longer is there to be refused


@dataclass(frozen=True)
class Allowance:
    """None: as much as it takes."""

    requests: int | None = None
    tokens: int | None = None
    seconds: float | None = None
    pictures: int | None = None
    sounds: int | None = None

    def share(self, processes: int) -> Allowance:
        """Of one of several that ask at the same time; the time is for all of them."""
        counted = {name: getattr(self, name) for name in COUNTED_ONE_BY_ONE}
        return replace(self, **{name: most // processes for name, most in counted.items() if most is not None})

    def pieces(self, wanted: Pieces) -> Pieces:
        """As many of those wanted as there may be."""
        given = {name: getattr(self, name) for name in wanted.named()}
        return Pieces(**{n: k if given[n] is None else min(k, given[n]) for n, k in wanted.named().items()})


@dataclass
class Budget:
    allowed: Allowance = field(default_factory=Allowance)  # to this process, from now on
    whole: Allowance = field(default_factory=Allowance)  # to the run: what is told
    began: float = field(default_factory=time.monotonic)  # one clock for all processes of a machine
    requests: int = 0
    tokens: int = 0
    promised: int = 0  # tokens, of what is being answered
    made: Pieces = NONE
    sentence: str = ""  # that it is used up
    option: Callable[[str], str] = "--{}".format  # how the caller types an option
    _lock: Any = field(default_factory=threading.Lock, repr=False)

    def take(self, request: Request, kept_back: int = 0, longest: float = 0.0) -> int:
        """The tokens that one more request may cost; raises where it would be too much.

        Some requests are kept back for tidying up, and time for an answer as long as the longest so far.
        """
        cost, wanted = forecast(request), pieces_of(request)
        with self._lock:
            self._require(1 + kept_back, cost, longest)
            self._require_pieces(wanted)
            self.requests, self.promised = self.requests + 1, self.promised + cost
            self.made += wanted
        return cost

    def take_the_last(self) -> int:
        """For tidying up, which is worth a request as long as there is one."""
        with self._lock:
            if self.allowed.requests is not None and self.requests >= self.allowed.requests:
                raise NotRun(self.sentence, BUDGET)
            self.requests += 1
        return 0

    def require(self, requests: int, longest: float) -> None:
        """That there are so many; whoever asks them counts them afterwards."""
        with self._lock:
            self._require(requests, 0, longest)

    def require_pieces(self, wanted: Pieces) -> None:
        """That so many may be made; whoever asks for them counts them afterwards."""
        with self._lock:
            self._require_pieces(wanted)

    def _require_pieces(self, wanted: Pieces) -> None:
        """The run goes on without them: what is paid for by the token may still be asked."""
        for kind, number in wanted.named().items():
            most, made = getattr(self.allowed, kind), getattr(self.made, kind)
            if most is not None and made + number > most:
                allowed, option = getattr(self.whole, kind) or most, self.option(f"max_{kind}")
                raise NotRun(f"a run may ask for {allowed} {kind}, and that is used up: {option} N allows more", PIECES)

    def _require(self, requests: int, cost: int, longest: float) -> None:
        self.sentence = self.sentence or next(self._passed(requests, cost, longest), "")
        if self.sentence:
            raise NotRun(self.sentence, BUDGET)

    def _passed(self, requests: int, cost: int, longest: float) -> Iterator[str]:
        allowed, elapsed = self.allowed, time.monotonic() - self.began
        if allowed.requests is not None and self.requests + requests > allowed.requests:
            yield f"the budget of {self.whole.requests or allowed.requests:,} requests is used up"
        if allowed.tokens is not None and self.tokens + self.promised + cost > allowed.tokens:
            yield f"the budget of {self.whole.tokens or allowed.tokens:,} tokens is used up"
        if allowed.seconds is not None and elapsed + longest > allowed.seconds:
            yield f"the budget of {allowed.seconds:g} seconds is used up"

    def settle(self, cost: int, exchange: Exchange) -> None:
        """What was promised is replaced by what the answer counts."""
        with self._lock:
            self.promised -= cost
            self.tokens += counted(exchange, cost)
            self.made -= pieces_of(exchange.request) if is_refused(exchange) else NONE

    def add(self, exchange: Exchange) -> None:
        """What somebody else asked."""
        with self._lock:
            self.requests += 1
            self.tokens += counted(exchange, forecast(exchange.request))
            self.made += NONE if is_refused(exchange) else pieces_of(exchange.request)

    @property
    def left(self) -> Allowance:
        """For whoever goes on asking; the time runs for all of them."""
        allowed = self.allowed
        used = {"requests": self.requests, "tokens": self.tokens, **vars(self.made)}
        return replace(allowed, **{name: remaining(getattr(allowed, name), number) for name, number in used.items()})


def remaining(allowed: int | None, used: int) -> int | None:
    return None if allowed is None else max(0, allowed - used)


def counted(exchange: Exchange, cost: int) -> int:
    """The tokens an answer says it cost; where it tells none, those it might have: only a refusal costs nothing."""
    if is_refused(exchange):
        return 0
    told = COUNTED.findall(exchange.body)
    return int(told[-1]) if told else cost


def is_refused(exchange: Exchange) -> bool:
    return exchange.status is not None and exchange.status >= 400


def forecast(request: Request) -> int:
    """The tokens that a request may cost, question and answer."""
    most = most_tokens(request.json)
    return most + min(len(request.body or b"") // BYTES_A_TOKEN, LONGEST_PROMPT) if most else 0


def most_tokens(body: Any) -> int:
    """How many tokens all answers to a body may have together, where it is one that limits them."""
    if not isinstance(body, dict):
        return 0
    most = max([0, *(whole(body.get(name)) for name in limit_names())])
    return most * (whole(body.get("n")) or 1)


def whole(value: Any) -> int:
    return value if isinstance(value, int) else 0
