"""An exchange as a check reads it: accessors return what is there or say who is to blame."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from oaic_spec import Operation, contract

from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.ownership import Claim, claims_about
from oaic_suite.evidence.place import Place, visit
from oaic_suite.evidence.shown.told import Told
from oaic_suite.evidence.unsettled import NotEstablished, NotRun

NO_KEY, TOO_MANY = 401, 429
ENDINGS = {"protocol": "the connection was closed", "reset": "the connection was reset", "refused": "no connection"}


@dataclass(frozen=True, eq=False)
class Evidence:
    exchange: Exchange
    kind: ClassVar[str] = ""

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The exchanges a verdict on this rests on."""
        return (self.exchange,)

    @property
    def request(self) -> Request:
        """What was asked: its JSON body by `get`, its headers by `header`."""
        return self.exchange.request

    @property
    def operation(self) -> Operation | None:
        """The operation that was asked for, as the contract has it."""
        return contract().operations.get(self.request.operation or "")

    def place(self, pointer: str | None = None, **more: Any) -> Place:
        """A place in this exchange, for a finding: a pointer, a frame, a header or a span of bytes."""
        return Place(self.exchange.id, pointer, **more)

    def need(self, kept: str) -> None:
        """A check that reads what an exchange did not keep is not asked."""
        if kept not in self.exchange.kept:
            raise NotRun(f"the exchange kept no {kept}", "not-kept")

    # --- status and headers --------------------------------------------------------------------------

    @property
    def outcome(self) -> int | str:
        """The status of a complete answer, else how it ended. A rate limit settles nothing, nor does slowness."""
        visit(self.place())
        self.require_heard()
        if self.exchange.status == TOO_MANY:
            raise NotEstablished("the server limits the rate of requests (429)", "rate-limited")
        if self.kind != "refusal" and lacks_a_key(self.exchange):
            raise NotEstablished("a key is asked for here, and the request has none: --api-key gives one", "key")
        outcome = self.exchange.outcome
        return outcome if isinstance(outcome, int) else Told(outcome, ended_in_words(outcome))

    def require_heard(self) -> None:
        """That it was not for us that the answer was not heard out: no time, or no room was left."""
        if self.exchange.unheard:
            raise NotEstablished(*self.exchange.unheard)

    @property
    def status(self) -> int:
        """The status of a complete answer; where none came, nothing is established."""
        outcome = self.outcome
        if isinstance(outcome, str):
            raise NotEstablished(f"no complete answer: {outcome}", self.owner("@outcome"))
        return outcome

    def require_answer(self) -> None:
        """That there is an answer whose headers can be read: one whose status can."""
        _ = self.status

    def header(self, name: str) -> str:
        """A header's value; the empty string when it is not there."""
        self.require_answer()
        self.need("headers")
        visit(self.place(header=name))
        return self.exchange.header(name) or Told("", "nothing")

    def headers(self, pattern: str) -> list[Located]:
        """The values of every header whose name fits a pattern such as `x-ratelimit-*`; there may be none."""
        self.header(pattern)
        return [
            Located(value.strip(), self.place(header=name))
            for name, value in self.exchange.headers
            if fnmatch.fnmatchcase(name.lower(), pattern)
        ]

    @property
    def version(self) -> str:
        """The version of HTTP the answer names."""
        self.require_answer()
        visit(self.place())
        return self.exchange.version

    @property
    def media_type(self) -> str:
        """The declared media type in small letters, without parameters; the empty string when there is none."""
        self.header("content-type")
        return self.exchange.media_type

    # --- who owns what -------------------------------------------------------------------------------

    def owner(self, where: str) -> str | None:
        """The requirement that asserts this place of such a request, or the nearest place above it."""
        while True:
            for claim in self._claims:
                if claim.covers(where):
                    return claim.id
            if where.startswith("@") or not where:
                return None
            where = where.rpartition("/")[0]

    @cached_property
    def _claims(self) -> list[Claim]:
        """Those about such an exchange and such a request: asked for wherever something is missing."""
        body = self.request.json
        return [claim for claim in self.claims if claim.asks_about(body)]

    @property
    def claims(self) -> Sequence[Claim]:
        """Those about such an exchange."""
        return claims_about(self.kind, self.request.operation)

    def owned(self) -> list[str]:
        """Every pointer that some requirement about such an exchange asserts by itself."""
        return [place for claim in self.claims for place in claim.places if not place.startswith("@")]


def lacks_a_key(exchange: Exchange) -> bool:
    """Whether it was refused for the want of a key, which a client would have sent; browsers ask beforehand without."""
    asked = exchange.request
    lawful = asked.operation is not None and asked.method != "OPTIONS"
    return exchange.status == NO_KEY and lawful and asked.header("authorization") is None


def ended_in_words(outcome: str) -> str:
    """How an answer ended that did not come whole, for readers."""
    ended, colon, note = outcome.partition(":")
    return f"{ENDINGS.get(ended, ended)}{colon}{note}"
