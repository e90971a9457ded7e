"""What a server keeps, asked about in orders that nobody thought of, and after it was deleted.

What may be asked follows from the surfaces: each operation about something that another makes, and that which makes it,
where it can go on with what there is. A sequence is names of operations; what was made for it is deleted at its end, or
ended where nothing deletes it.
"""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oaic_spec import contract

from oaic_suite.asking.plan import MOST_TOKENS, Plan
from oaic_suite.asking.surface import Plain, keepings, plains
from oaic_suite.asking.target import Target, parameters
from oaic_suite.evidence.reply import Reply
from oaic_suite.fuzz.draw import Draw
from oaic_suite.fuzz.played import SHOWS, Played, Walked, shown
from oaic_suite.fuzz.smaller import smallest
from oaic_suite.fuzz.standing import Standing
from oaic_suite.fuzz.symptom import Asked, succeeded
from oaic_suite.fuzz.waiting import over, require_room, timed

FEWEST, MOST = 3, 8  # operations of a sequence
SHARE = 10  # one sequence for so many requests of the plan
FOUND = 5
Steps = list[str]


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept: what makes it, in which ways, and what can be asked about it."""

    maker: Plain
    about: tuple[Plain, ...]

    @property
    def ways(self) -> list[Mapping[str, Any]]:
        members = [plain.made_by.members for plain in self.about if plain.made_by]
        return [way for place, way in enumerate(members) if way not in members[:place]]

    @property
    def steps(self) -> list[str]:
        about = [plain.operation for plain in self.about]
        return [*about, self.maker.operation] if self.maker.goes_on_by else about

    @property
    def ending(self) -> str:
        """The operation that deletes the thing itself; where none does, the one that ends it."""
        return next(keeping.deleted_by for keeping in keepings() if keeping.made_by == self.maker.operation)

    def where(self, offered: Callable[[str], bool]) -> Kept:
        """The same on a server that has not all of it."""
        return Kept(self.maker, tuple(plain for plain in self.about if offered(plain.operation)))


def told() -> dict[str, tuple[str, ...]]:
    """What sequences are drawn of: by the operation that makes it, all that are asked, that one first."""
    return {name: tuple(dict.fromkeys((name, *each.steps))) for name, each in kept().items()}


@functools.cache
def kept() -> dict[str, Kept]:
    """By the operation that makes it; what can be neither deleted nor ended is left alone."""
    makers = {plain.made_by.operation for plain in plains().values() if plain.made_by}
    ends = {keeping.made_by for keeping in keepings()}
    found = {name: of_maker(plains()[name]) for name in sorted(makers & ends)}
    return {name: each for name, each in found.items() if each.ending in each.steps}


def of_maker(maker: Plain) -> Kept:
    about = (plain for plain in plains().values() if plain.made_by and plain.made_by.operation == maker.operation)
    return Kept(maker, tuple(plain for plain in about if len(parameters(plain.operation)) == 1))


def deletes(operation: str) -> bool:
    asked = contract().operations[operation]
    return asked.method == "DELETE" and asked.path.endswith("}")


@dataclass
class Sequences:
    target: Target
    kept: Kept
    plan: Plan
    began: float = field(default_factory=time.monotonic)

    def drawn(self) -> Iterator[tuple[int, Steps]]:
        """In which way it is made, and what is asked; by the seed and nothing else."""
        for number in range(max(self.plan.cases // SHARE, 1)):
            dice = random.Random(f"{self.plan.seed} {self.kept.maker.operation} {number}")
            steps = [dice.choice(self.kept.steps) for _ in range(dice.randint(FEWEST, MOST))]
            yield dice.randrange(len(self.kept.ways)), steps

    def harvest(self) -> Walked:
        require_room(self.target, self.plan)
        walked = Walked()
        sick: dict[str, list[Played]] = {name: [] for name in SHOWS}
        for way, steps in self.drawn():
            walked = walked.after(played := self.play(way, steps))
            for name, found in sick.items():
                if len(found) < FOUND and shown(name, played):
                    found += self.confirmed(name, way, steps)
            if self.late():
                break
        return replace(walked, sick={name: unlike_others(found) for name, found in sick.items()})

    def late(self, times: int = 1) -> bool:
        """Whether it has taken as long as it may; making small what was found may take as long again."""
        return time.monotonic() - self.began > times * self.plan.seconds or over(self.target, self.plan)

    def confirmed(self, name: str, way: int, steps: Steps) -> list[Played]:
        """The shortest that shows it again, where it shows again at all."""
        last: list[Played] = []

        def still(places: list[int]) -> bool:
            if last and self.late(times=2):
                return False
            again = self.play(way, [steps[place] for place in places])
            if found := bool(shown(name, again)):
                last[:] = [again]
            return found

        every = list(range(len(steps)))
        if still(every):
            smallest(every, still, self.plan.attempts)
        return last

    def play(self, way: int, steps: Steps) -> Played:
        """It is made, then asked about as was drawn, and ended at last."""
        asked = self.beginning(way)
        if not succeeded(asked[-1].exchange):
            return Played(tuple(asked), frozenset())
        id, gone, deleted = str(Reply(asked[-1].exchange).at("id")), set[int](), False
        for step in (*steps, self.kept.ending):
            gone |= {len(asked)} if deleted and not deletes(step) else set()
            asked.append(self.step(step, id, asked))
            deleted = deleted or (step == self.kept.ending and deletes(step) and succeeded(asked[-1].exchange))
        return Played(tuple(asked), frozenset(gone))

    def beginning(self, way: int) -> list[Asked]:
        """What makes it; before that, where it is made of something, what makes that."""
        maker, members = self.kept.maker, self.kept.ways[way]
        if maker.made_by is None:
            return [self.ask(maker.operation, **members)]
        of_what = self.ask(maker.made_by.operation, **maker.made_by.members)
        if not succeeded(of_what.exchange):
            return [of_what]
        named = {str(maker.made_by.goes_in): Reply(of_what.exchange).at(*maker.made_by.at)}
        return [of_what, self.ask(maker.operation, **{**members, **named})]

    def step(self, operation: str, id: str, asked: list[Asked]) -> Asked:
        if operation == self.kept.maker.operation:
            return self.ask(operation, **{str(self.kept.maker.goes_on_by): id})
        gathers = plains()[operation].gathers
        gathered = {member: made_by(other, asked) for member, other in gathers.items()}
        return self.ask(operation, **{parameters(operation)[0]: id}, **gathered)

    def ask(self, operation: str, **members: Any) -> Asked:
        maker = self.kept.maker
        limit = {maker.limits[0]: MOST_TOKENS} if maker.limits and operation == maker.operation else {}
        exchange = timed(self.target, functools.partial(self.target.ask, operation, **members, **limit))
        request = exchange.request
        path = request.url.removeprefix(self.target.base_url)
        draw = Draw(request.method, path, (), request.body, ("sequence", "positive", operation))
        return Asked(draw, Standing.VALID, exchange)


def made_by(operation: str, asked: list[Asked]) -> list[str]:
    """The ids of all that an operation has made."""
    made = [each.exchange for each in asked if each.draw.scenario == operation and succeeded(each.exchange)]
    return [str(Reply(exchange).at("id")) for exchange in made]


def unlike_others(found: list[Played]) -> tuple[Played, ...]:
    """Of those in which the same was asked, one."""
    return tuple({tuple(each.draw.scenario for each in one.asked): one for one in found}.values())
