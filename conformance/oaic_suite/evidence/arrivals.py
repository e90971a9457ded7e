"""When the pieces of an answer came: two numbers each, since of a run's answers there may be a million."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

MOST_PIECES = 2000  # of an answer whose arrival is noted one by one


@dataclass(frozen=True, slots=True)
class Arrival:
    """A piece of the answer: seconds since the request left, and its size."""

    at: float
    size: int


@dataclass(eq=False)
class Arrivals(Sequence[Arrival]):
    times: array[float] = field(default_factory=lambda: array("d"))
    sizes: array[int] = field(default_factory=lambda: array("q"))

    def note(self, at: float, size: int) -> None:
        """That a piece came; of very many the last ones count as one."""
        if len(self) == MOST_PIECES:
            self.times[-1] = at
            self.sizes[-1] += size
        else:
            self.times.append(at)
            self.sizes.append(size)

    def __len__(self) -> int:
        return len(self.times)

    def __iter__(self) -> Iterator[Arrival]:
        return map(Arrival, self.times, self.sizes)

    @overload
    def __getitem__(self, place: int) -> Arrival: ...
    @overload
    def __getitem__(self, place: slice) -> Arrivals: ...
    def __getitem__(self, place: int | slice) -> Arrival | Arrivals:
        made = Arrivals if isinstance(place, slice) else Arrival
        return made(self.times[place], self.sizes[place])  # type: ignore[arg-type]
