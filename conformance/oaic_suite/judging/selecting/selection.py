"""Which part of what could be judged a run was asked to judge: a run of a part speaks for that part alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.document import run_json
from oaic_suite.judging.requirement import REQUIREMENTS
from oaic_suite.judging.selecting.part import Part
from oaic_suite.judging.selecting.profile import in_run


@dataclass
class Selection:
    offered: frozenset[str] = frozenset()  # ids of all that could be judged here
    part: Part = field(default_factory=Part)  # that was asked for; it may be cut in other ways too
    chosen: dict[str, set[str]] = field(default_factory=dict)  # requirement id -> variants to be judged

    @classmethod
    def of(cls, profiles: Collection[str], part: Part) -> Selection:
        """Nothing chosen yet."""
        return cls(frozenset(id for id in catalogue() if in_run(id, profiles, part.asked)), part)

    def choose_all(self, requirement_ids: Collection[str]) -> None:
        """In every variant that is asked for."""
        for id in requirement_ids:
            for variant in self.part.variants(REQUIREMENTS[id]):
                self.choose(id, variant)

    def choose(self, requirement_id: str, variant: str) -> None:
        self.chosen.setdefault(requirement_id, set()).add(variant)

    def whole(self, requirement_ids: Collection[str]) -> bool:
        """Whether all of them are to be judged, in every variant."""
        return all(variants(REQUIREMENTS[id]).keys() <= self.chosen.get(id, set()) for id in requirement_ids)

    def document(self) -> run_json.Selection | None:
        """None where nothing is left out."""
        if self.whole(self.offered):
            return None
        judged, of = len(self.chosen), len(self.offered | self.chosen.keys())
        document: run_json.Selection = {
            "only": list(self.part.prefixes),
            "by": self.part.by or None,
            "judged": judged,
            "of": of,
        }
        return document | {"skip": list(self.part.skips)} if self.part.skips else document
