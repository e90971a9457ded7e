"""Settings as Python code gives them, held to what the command line takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oaic_spec.meant import meant

from oaic_server.state.settings import OPTIONS, Settings, SettingsError, parsed


def given(**settings: Any) -> Settings:
    """Raises `SettingsError` as the command line tells a mistake: the setting, what it said, what was wanted."""
    for name in settings:
        if name not in OPTIONS:
            raise SettingsError(f"there is no setting {name}{meant(name, OPTIONS)}; expected {', '.join(OPTIONS)}")
    return Settings(**{name: read(name, value) for name, value in settings.items()})


def read(name: str, value: Any) -> Any:
    if value is None and OPTIONS[name].default is None:
        return None
    if OPTIONS[name].several and not isinstance(value, str):
        return parsed(name, name, [spelt(each) for each in listed(name, value)])
    return parsed(name, name, spelt(value))


def listed(name: str, value: Any) -> Iterable[Any]:
    """The several values of a setting; by name where each is a pair."""
    if isinstance(value, dict):
        return value.items()
    if not isinstance(value, Iterable):
        raise SettingsError(f"{name}: expected text, or several in a list, found {value!r}")
    return value


def spelt(value: Any) -> str:
    """As it would be written on the command line."""
    if isinstance(value, tuple):
        return "=".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
