"""Profiles: named sets of surfaces, one data file each."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources

import yaml


@dataclass(frozen=True)
class Profile:
    name: str
    required: bool
    surfaces: tuple[str, ...]
    without: tuple[str, ...]
    needs: tuple[str, ...]  # capabilities without which the profile cannot be met

    def covers(self, requirement_id: str) -> bool:
        return under(requirement_id, self.surfaces) and not under(requirement_id, self.without)


def under(requirement_id: str, surfaces: tuple[str, ...]) -> bool:
    return any(requirement_id.startswith(surface + ".") for surface in surfaces)


@functools.cache
def profiles() -> dict[str, Profile]:
    files = sorted(resources.files("oaic_suite").joinpath("profiles").iterdir(), key=lambda file: file.name)
    loaded = {file.name.removesuffix(".yaml"): yaml.safe_load(file.read_text("utf-8")) for file in files}
    return {
        name: Profile(
            name,
            data["required"],
            tuple(data["surfaces"]),
            tuple(data.get("without", ())),
            tuple(data.get("needs", ())),
        )
        for name, data in loaded.items()
    }
