"""Sends what was drawn, as any other request is sent."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from oaic_spec import Operation

from oaic_suite.asking.plan import Plan
from oaic_suite.asking.surface import plains
from oaic_suite.asking.survey.preflight import made, named
from oaic_suite.asking.target import Target, filled, parameters
from oaic_suite.fuzz.apart import drawn
from oaic_suite.fuzz.distil import Distillery
from oaic_suite.fuzz.draw import KEY, Draw, sampled
from oaic_suite.fuzz.harvest import LIMITED, Gleaning, Harvest
from oaic_suite.fuzz.keys import KEYS, PLAINLY_WRONG
from oaic_suite.fuzz.spelling import Speller
from oaic_suite.fuzz.standing import Standing, standing
from oaic_suite.fuzz.symptom import Asked, succeeded
from oaic_suite.fuzz.taming import Tamer
from oaic_suite.fuzz.waiting import in_vain, over, require_room, timed

PATIENCE = 10  # requests in a row that a rate limit refuses, before no more are sent
ENOUGH = 20  # answers of one kind in a row that are not heard out, before no more of that kind is asked
HALF = 0.5
REPORT = 500  # requests between two lines of progress
# Methods that mean nothing anywhere; where things are looked up, others might delete or change one.
HARMLESS = ("TRACE", "QUERY")
# Methods upstream has, though the contract has not yet.
ELSEWHERE = {("GET", "/chat/completions")}
AROUND = (Standing.METHOD, Standing.HEADER)  # not about the body: a handful, and all are sent
TAKEN = ("OPTIONS", "HEAD")


@dataclass
class Drive:
    target: Target
    operation: Operation
    plan: Plan
    began: float = field(default_factory=time.monotonic)
    limited: int = 0
    unheard: Counter[Standing] = field(default_factory=Counter)  # in a row

    def harvest(self) -> Harvest:
        require_room(self.target, self.plan)
        gleaned = Gleaning.of(self.asked())
        distillery = Distillery(self.operation, self.plan, self.ask, self.late)
        return Harvest(gleaned.asked, distillery.distilled(gleaned.sick))

    def asked(self) -> Iterator[Asked]:
        """What was drawn, and what was answered of it once more without a key."""
        answered: list[Draw] = []
        for asked in self.sent(self.draws()):
            if asked.standing is Standing.VALID and succeeded(asked.exchange):
                answered.append(asked.draw)
            yield asked
        yield from self.sent(self.keyless(answered))

    def sent(self, draws: list[Draw]) -> Iterator[Asked]:
        for count, draw in enumerate(draws):
            if self.over:
                self.target.tell(f"fuzzing {self.operation.id}: {count} of {len(draws)} sent, then no more")
                break
            if count % REPORT == 0:
                self.target.tell(f"fuzzing {self.operation.id}: {count} of {len(draws)}, seed {self.plan.seed}")
            if self.unheard[standing(self.operation, draw)] < self.enough:
                yield self.ask(draw)

    @property
    def enough(self) -> int:
        """Once half the waiting is done, the operations that answer shall have the rest."""
        return 1 if in_vain(self.target, self.plan, HALF) else ENOUGH

    @property
    def over(self) -> bool:
        return self.limited >= PATIENCE or self.late(times=1)

    def late(self, times: int = 2) -> bool:
        """Whether it has taken as long as it may; making small what was found may take as long again."""
        return time.monotonic() - self.began > times * self.plan.seconds or over(self.target, self.plan)

    # --- what is sent --------------------------------------------------------------------------------

    def draws(self) -> list[Draw]:
        """Where the plainest request cannot be made, nothing is drawn: that takes seconds."""
        tamer = Tamer(self.operation, self.plain_body(), self.limit_name, self.plan.seed)
        every = [
            self.placed(draw)
            for draw in drawn(self.operation.id, self.plan.examples, self.plan.seed)
            if self.lawful(draw)
        ]
        few = [draw for draw in every if standing(self.operation, draw) in AROUND]
        tame = tamer.tame(draw for draw in every if draw not in few)
        bodies = [draw for draw in map(self.speller.readable, tame) if draw]
        chosen = sampled(bodies, max(self.plan.cases - len(few), 1), self.plan.seed)
        return [*few, *chosen]

    def placed(self, draw: Draw) -> Draw:
        """The same about something that there is."""
        if not self.about or draw.method != self.operation.method:
            return draw
        return replace(draw, path=filled(self.operation.path, self.about))

    @cached_property
    def about(self) -> dict[str, str]:
        """What the path names, made for this."""
        maker = plains()[self.operation.id].made_by
        if maker is None:
            return {}
        around = named(self.target, maker.operation)
        answer = self.target.ask(maker.operation, **around, **maker.members)
        return {parameters(self.operation.id)[-1]: made(maker, answer)}

    @property
    def limit_name(self) -> str:
        plain = plains()[self.operation.id]
        return self.target.limit_of(plain) if plain.limits else ""

    def plain_body(self) -> dict[str, Any]:
        return self.target.body(self.operation.id) if self.operation.request else {}

    @cached_property
    def speller(self) -> Speller:
        return Speller(self.operation, self.plain_body())

    def lawful(self, draw: Draw) -> bool:
        """Whether it may be sent to any server at all; a key that is missing is a matter of its own."""
        if ("authorization", KEY) not in draw.headers:
            return False
        if draw.method == self.operation.method:
            return True
        harmless = draw.method in HARMLESS or self.operation.request is not None
        return harmless and draw.method not in TAKEN and (draw.method, draw.path) not in ELSEWHERE

    def keyless(self, answered: list[Draw]) -> list[Draw]:
        """What was answered, with what is no key, where such is refused."""
        if not (self.target.api_key and answered):
            return []
        locked = [with_key(answered[place % len(answered)], key) for place, key in enumerate(KEYS.values())]
        return locked if self.ask(with_key(answered[0], KEYS[PLAINLY_WRONG])).exchange.status in (401, 403) else []

    def ask(self, draw: Draw) -> Asked:
        headers: dict[str, str | None] = {"content-type": None, "authorization": None, **dict(draw.headers)}
        if headers["authorization"] == KEY:
            del headers["authorization"]
        operation = self.operation.id if draw.method == self.operation.method else None
        content, media_type = self.speller.written(draw)
        headers |= {"content-type": media_type} if media_type else {}
        send = partial(self.target.send, draw.method, draw.path, content, operation=operation, headers=headers)
        exchange = timed(self.target, send)
        self.limited = self.limited + 1 if exchange.status in LIMITED else 0
        asked = Asked(draw, standing(self.operation, draw), exchange)
        self.unheard[asked.standing] = 0 if isinstance(exchange.outcome, int) else self.unheard[asked.standing] + 1
        return asked


def with_key(draw: Draw, key: str | None) -> Draw:
    others = tuple((name, value) for name, value in draw.headers if name != "authorization")
    return replace(draw, headers=others if key is None else (*others, ("authorization", key)))
