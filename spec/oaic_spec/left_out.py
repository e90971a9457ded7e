"""What OpenAI's API has and the contract leaves out, by family, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oaic_spec.loader import read

FILE = Path(__file__).with_name("left_out.yaml")


@dataclass(frozen=True)
class Family:
    """Operations that are left out together."""

    name: str
    paths: tuple[str, ...]  # how theirs begin, below the base URL; behind a method: the whole of one
    published: int  # how many the published description has
    later: int  # how many only the official SDK has, which is younger
    why: str

    def has(self, path: str) -> bool:
        """Whether a path is of this family, whatever the method."""
        return any(f"{path}/".startswith(f"{begins}/") for begins in self.paths)


@cache
def left_out() -> tuple[Family, ...]:
    return tuple(
        Family(name, tuple(told["paths"]), told.get("published", 0), told.get("later", 0), told["why"])
        for name, told in read(FILE).items()
    )


def is_left_out(path: str) -> bool:
    return any(family.has(path) for family in left_out())
