"""The JSON of an exchange and what the contract has against it, be it one document or each chunk of a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from oaic_spec import Schema
from oaic_spec.pointer import pointer
from oaic_spec.sieve import Sieve

from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.located import Located, expand, shown
from oaic_suite.evidence.ownership import matches
from oaic_suite.evidence.place import Finding, visit
from oaic_suite.evidence.portions import portions, unshifted
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished


@dataclass(frozen=True, eq=False)
class Contracted(Evidence):
    # --- what a kind of answer says of itself --------------------------------------------------------

    @property
    def values(self) -> list[Located]:
        """The JSON values the contract has a schema for; there is at least one."""
        raise NotImplementedError

    @property
    def schema(self) -> Schema:
        """The schema the contract has for each of the values."""
        raise NotImplementedError

    # --- what is there -------------------------------------------------------------------------------

    def wherever(self, *patterns: str) -> list[Located]:
        """Every value the patterns name; there may be none."""
        values = self.values
        for pattern in patterns:
            if pattern not in self._found:
                self._found[pattern] = [found for value in values for found in expand(value, pattern)]
        return [found for pattern in patterns for found in self._found[pattern]]

    @cached_property
    def _found(self) -> dict[str, list[Located]]:
        return {}

    def each(self, pattern: str) -> list[Located]:
        """Every value a pattern names; there is at least one."""
        found = self.wherever(pattern)
        if not found:
            raise NotEstablished(f"there is nothing at {pattern}", self.owner(pattern))
        visit(found[0].place)
        return found

    def id_at(self, *path: str | int) -> str:
        """The id at a path, of a stream in its first chunk, to ask for what it names; text that is not empty."""
        found = self.values[0].below(*path)
        visit(found.place)
        if not isinstance(found.value, str) or not found.value:
            where = pointer(path)
            raise NotEstablished(f"the id at {where} is {shown(found.value)}", self.owner(where))
        return found.value

    def given(self, *patterns: str) -> tuple[str, ...]:
        """The optional places that are there; where none is, there is nothing to judge."""
        self.require_parents(patterns)
        there = tuple(pattern for pattern in patterns if self.wherever(pattern))
        if not there:
            raise NotApplicable(f"there is nothing at {' or '.join(patterns)}, and need not be")
        return there

    def require_parents(self, patterns: tuple[str, ...]) -> None:
        """Not established where that which a pattern leads through is not there; null is no parent."""
        for pattern in patterns:
            parent = pattern.removesuffix("/**").rpartition("/")[0]
            if parent and not any(isinstance(found.value, dict | list) for found in self.wherever(parent)):
                raise NotEstablished(f"there is nothing below {parent}", self.owner(parent))

    # --- the contract --------------------------------------------------------------------------------

    @cached_property
    def _problems(self) -> list[Finding]:
        """The first few of each kind: the others are mended with them."""
        return list(dict.fromkeys(self._portioned(Sieve())))

    def _portioned(self, sieve: Sieve) -> Iterator[Finding]:
        for value in self.values:
            for portion, shifts in portions(value.value):
                for problem in self.schema.problems(portion, sieve):
                    place = value.place.below(unshifted(problem.pointer, shifts))
                    yield Finding(place, problem.expected, problem.observed)

    def problems(self, *patterns: str) -> list[Finding]:
        """What the contract has against the places named; `*` stands for any one step."""
        visit(self.values[0].place.below(patterns[0]))
        found = [p for p in self._problems if any(covers(pattern, p.place.pointer or "") for pattern in patterns)]
        if not found:
            self.require_parents(patterns)
        return found

    def residue(self) -> list[Finding]:
        """What the contract has against places no other requirement owns."""
        owned = self.owned()
        visit(self.values[0].place)
        return [p for p in self._problems if not any(covers(own, p.place.pointer or "") for own in owned)]

    def sound(self, pattern: str) -> list[Located]:
        """Every value a pattern names, where the contract has nothing against any of them."""
        self.require_sound(pattern)
        return self.each(pattern)

    def require_sound(self, *patterns: str) -> None:
        """Not established where the contract has something against what the patterns name, or stands above it."""
        for problem in self._problems:
            where = problem.place.pointer or ""
            if any(covers(pattern, where) or above(pattern, where) for pattern in patterns):
                reason = f"at {where}: expected {problem.expected}, found {problem.observed}"
                raise NotEstablished(reason, self.owner(where))


def covers(pattern: str, pointer: str) -> bool:
    """Whether a pointer is the place a pattern names; a pattern ending in /** takes all below too."""
    if pattern.endswith("/**"):
        depth = pattern.count("/")
        return matches("/".join(pointer.split("/")[:depth]), pattern[:-3])
    return matches(pointer, pattern)


def above(pattern: str, pointer: str) -> bool:
    """Whether a pointer is on the way to the place a pattern names."""
    return matches(pointer, "/".join(pattern.split("/")[: pointer.count("/") + 1]))
