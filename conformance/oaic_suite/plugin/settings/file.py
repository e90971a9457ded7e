"""The file of settings, read strictly: `conformance.toml`, or a table of `pyproject.toml`.

What stands at the top is said of every run; what stands under `[targets.NAME]` of that server alone, and goes first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oaic_spec.meant import meant

from oaic_suite.asking.secrets.given import secret
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.plugin.settings.options import OPTIONS, NotThat, Option

NAME, PROJECT, TABLE = "conformance.toml", "pyproject.toml", ("tool", "oaic")
TARGET, TARGETS = "target", "targets"  # which of them is meant where nothing is said, and the tables
FOLDED = ("baseline", "report_dir")  # what names a path, from the folder of the file
SHOWN = 60  # characters of what was written
Values = Mapping[str, Any]  # by option


class NotSettings(ValueError):
    """The file holds no settings; says why."""


@dataclass(frozen=True)
class SettingsFile:
    name: str  # as it is told
    folder: Path
    common: Values = field(default_factory=dict)
    targets: Mapping[str, Values] = field(default_factory=dict)
    default: str | None = None

    def named(self, target: str | None) -> Values:
        return self.targets[target] if target else {}

    def source(self, option: str, target: str | None) -> str:
        """Where a setting stands: `conformance.toml, targets.local`."""
        return f"{self.name}, {TARGETS}.{target}" if target and option in self.targets[target] else self.name


KEYS = {one.key or name: name for name, one in OPTIONS.items() if one.key is not None}


def found(here: Path, given: str | None) -> SettingsFile | None:
    """The file that is named, or the one that lies here."""
    if given is not None:
        path = here / given
        return read(path, TABLE if path.name == PROJECT else ())
    if (here / NAME).is_file():
        return read(here / NAME)
    project = here / PROJECT
    return read(project, TABLE) if project.is_file() and has_table(project) else None


def has_table(project: Path) -> bool:
    """Whether a project's file speaks of us; what is wrong with one that does not is not our matter."""
    try:
        return inner(tomllib.loads(project.read_text("utf-8")), TABLE) is not None
    except (OSError, ValueError, RecursionError):
        return False


def inner(told: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        told = told.get(name) if isinstance(told, dict) else None
    return told


def read(path: Path, at: tuple[str, ...] = ()) -> SettingsFile:
    shown = printable(path.name)
    try:
        told = inner(tomllib.loads(path.read_text("utf-8")), at)
    except OSError as error:
        raise NotSettings(f"cannot read {printable(str(path))}: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:  # it is no UTF-8, no TOML, or has a number of thousands of digits
        raise NotSettings(f"{shown} is not TOML: {printable(str(error))}") from None
    try:
        return settings(shown, path.parent, told)
    except NotSettings as wrong:
        raise NotSettings(f"{shown}: {wrong}") from None


def settings(name: str, folder: Path, told: Any) -> SettingsFile:
    if not isinstance(told, dict):
        raise NotSettings("there is no table [tool.oaic]")
    tables = told.get(TARGETS, {})
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise NotSettings(f"a target is a table: [{TARGETS}.NAME]")
    common = values({key: value for key, value in told.items() if key not in (TARGET, TARGETS)}, folder)
    targets = {target: values(table, folder, f"{TARGETS}.{target}.") for target, table in tables.items()}
    default = told.get(TARGET)
    if default is not None and not (isinstance(default, str) and default in targets):
        raise NotSettings(f"{TARGET} names {no_target(default, targets)}")
    return SettingsFile(name, folder, common, targets, default)


def no_target(name: object, targets: Collection[str]) -> str:
    named = printable(str(name))[:SHOWN]
    there = meant(named, targets) or (f"; there are {', '.join(targets)}" if targets else "; there is none")
    return f"no target {named!r}{there}"


def values(told: Mapping[str, Any], folder: Path, before: str = "") -> Values:
    """What a table says, by option; `before` stands before its keys in a message."""
    flat = dict(flattened(told, before))
    return {KEYS[key]: placed(KEYS[key], read_value(key, value, before), folder) for key, value in flat.items()}


def flattened(told: Mapping[str, Any], before: str) -> list[tuple[str, Any]]:
    """Each key with its value; what stands in a table of its own, such as the budget, by both names."""
    rooms = {key.partition(".")[0] for key in KEYS if "." in key}
    flat: list[tuple[str, Any]] = []
    for key, value in told.items():
        if key in rooms and isinstance(value, dict):
            inside = [(f"{key}.{name}", each) for name, each in value.items()]
            require_known([name for name, _ in inside], [name for name in KEYS if name.startswith(f"{key}.")], before)
            flat += inside
        else:
            require_known([key], [*(name for name in KEYS if "." not in name), *rooms, *others(before)], before)
            if key in rooms:
                raise NotSettings(f"{before}{key} must be a table")
            flat.append((key, value))
    return flat


def others(before: str) -> tuple[str, ...]:
    """What may stand beside the settings, at the top."""
    return () if before else (TARGET, TARGETS)


def require_known(keys: Collection[str], known: Collection[str], before: str) -> None:
    for key in keys:
        if key == "api_key":
            raise NotSettings(
                f"{before}api_key: a key has no place in a file; api_key_env names a variable that holds it"
            )
        if key not in known:
            raise NotSettings(f"there is no {before}{printable(key)[:SHOWN]}{meant(key, known)}")


def placed(name: str, value: Any, folder: Path) -> Any:
    """A path as it is from where we are."""
    there = folder if folder.is_absolute() else Path.cwd() / folder
    return str(there / value) if name in FOLDED and there != Path.cwd() else value


# --- a value -------------------------------------------------------------------------------------------

KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "boolean": ((bool,), "true or false"),
    "integer": ((int,), "a whole number"),
    "number": ((int, float), "a number"),
    "string": ((str,), "a text"),
}


def read_value(key: str, value: Any, before: str) -> Any:
    one, where = OPTIONS[KEYS[key]], f"{before}{key}"
    if one.pair:
        require(isinstance(value, dict), where, "a table")
        return tuple(pair(one, where, name, each) for name, each in value.items())
    if one.several:
        require(isinstance(value, list), where, "a list")
        return tuple(parsed(one, where, each) for each in value)
    return parsed(one, where, value)


def pair(one: Option, where: str, name: str, value: Any) -> Any:
    where = f"{where}.{printable(name)[:SHOWN]}"
    require(isinstance(value, str), where, "a text")
    if one.key in ("headers", "environment") and secret(name):
        how = "header_variables names a variable that holds it" if one.key == "headers" else "the server inherits ours"
        raise NotSettings(f"{where}: a key has no place in a file; {how}")
    return parsed(one, where, f"{name}{one.pair}{value}")


def parsed(one: Option, where: str, value: Any) -> Any:
    """A value as its text would be read on the command line."""
    types, wanted = KINDS[one.kind]
    require(isinstance(value, types) and (bool in types or not isinstance(value, bool)), where, wanted)
    if one.kind == "boolean":
        return value
    if one.choices and value not in one.choices:
        guess = meant(value, one.choices) or f"; there are {', '.join(one.choices)}"
        raise NotSettings(f"{where} is no {printable(value)[:SHOWN]!r}{guess}")
    try:
        return one.parse(str(value))
    except NotThat as wrong:
        raise NotSettings(f"{where}: {printable(str(wrong))}") from None


def require(holds: bool, where: str, wanted: str) -> None:
    if not holds:
        raise NotSettings(f"{where} must be {wanted}")
