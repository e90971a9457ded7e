"""What a run is to do: each setting from the first place that says it, and which that is.

The command line, the environment, the file of settings, the default. What a file says of a server (its key, its
headers, what starts it) goes to the address beside it and nowhere else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from oaic_suite.evidence.shown.printable import printable
from oaic_suite.judging.selecting.part import Earlier
from oaic_suite.plugin.asked import asked_again
from oaic_suite.plugin.settings.file import KEYS, NAME, TARGETS, NotSettings, SettingsFile, found, no_target
from oaic_suite.plugin.settings.options import OPTIONS, Asked, destination, is_short, spelt, typed
from oaic_suite.plugin.settings.sources import ENVIRONMENT, Environment, Found, address, checked, is_typed
from oaic_suite.plugin.settings.variables import of_variables, variable

HOST = re.compile(r"[\w.-]+:\d+(/[\w./-]*)?$|[\w-]+(\.[\w-]+)+/[\w./-]*$")  # an address but for its scheme

resolved_key = pytest.StashKey["Resolved"]()


@dataclass(frozen=True)
class Resolved:
    asked: Asked
    sources: Mapping[str, str]  # of what is not the default
    again: Earlier | None = None
    file: str | None = None
    target: str | None = None
    folder: str | None = None  # where a server is started

    @classmethod
    def of(cls, config: pytest.Config) -> Resolved:
        """Of a pytest run, found out once; a mistake ends the run with one sentence."""
        if resolved_key not in config.stash:
            try:
                config.stash[resolved_key] = found_out = resolve(typed(config), config, os.environ)
            except NotSettings as wrong:
                raise pytest.UsageError(str(wrong)) from None
            for name in ("report_dir", "show"):  # those of others who write and tell
                setattr(config.option, destination(name), getattr(found_out.asked, name))
        return config.stash[resolved_key]

    @property
    def base_url_from(self) -> str:
        return self.sources["base_url"]

    def named_by(self, name: str) -> str:
        """What says a setting, as a message calls it."""
        source = self.sources[name]
        return source if source.startswith(("--", ENVIRONMENT)) else f"{key_of(name)} of {source}"


def resolve(said: Mapping[str, Any], config: pytest.Config, environment: Environment) -> Resolved:
    held = of_variables(environment)
    merged = {**held, **said}
    file = found(config.invocation_params.dir, merged.get("config"))
    again = asked_again(Asked(said.get("base_url"), rerun=said.get("rerun"), resume=said.get("resume")))
    target = chosen(file, merged.get("target"), again)
    url = Address(said, config, environment, file, target, again).found(named="target" in merged)
    layer = of_file(file, target, ours=url[1] == where(file, target, "base_url"))
    settled = {
        **{name: (value, where(file, target, name)) for name, value in layer.items()},
        **{name: (value, f"{ENVIRONMENT} ({variable(name)})") for name, value in held.items()},
        **{name: (value, spelt(name, short=is_short(config))) for name, value in said.items()},
        "base_url": url,
    }
    asked = Asked(**{name: value for name, (value, _) in settled.items()})
    sources = {name: source for name, (_, source) in settled.items()}
    folder = str(file.folder) if file and sources.get("start") == where(file, target, "start") else None
    return Resolved(asked, sources, again, file.name if file else None, target, folder)


def chosen(file: SettingsFile | None, asked_for: str | None, again: Earlier | None) -> str | None:
    """The target of the file that is meant, if one is."""
    if asked_for is not None:
        if file is None:
            raise NotSettings(
                f"{printable(asked_for)!r} is not a URL such as {example(asked_for)}, "
                f"nor a target: there is no {NAME} here"
            )
        if asked_for not in file.targets:
            raise NotSettings(f"{file.name} has {no_target(asked_for, file.targets)}")
        return asked_for
    if file is None:
        return None
    if again:
        return next((name for name, said in file.targets.items() if said.get("base_url") == again.address), None)
    return file.default or (only_one(file) if "base_url" not in file.common else None)


def example(asked_for: str) -> str:
    """The address that was probably meant, where it lacks no more than its scheme."""
    if not HOST.match(asked_for):
        return "http://localhost:8000/v1"
    return printable(f"http://{asked_for}{'' if '/' in asked_for else '/v1'}")


def only_one(file: SettingsFile) -> str | None:
    return next(iter(file.targets)) if len(file.targets) == 1 else None


@dataclass(frozen=True)
class Address:
    """What may say where the server is."""

    said: Mapping[str, Any]
    config: pytest.Config
    environment: Environment
    file: SettingsFile | None
    target: str | None
    again: Earlier | None

    @property
    def there(self) -> Mapping[str, Any]:
        """What the file says of this run."""
        return {**self.file.common, **self.file.named(self.target)} if self.file else {}

    @property
    def of_the_file(self) -> Found | None:
        url = self.there.get("base_url")
        return None if url is None else (url, where(self.file, self.target, "base_url"))

    def found(self, *, named: bool) -> Found:
        """The address, and what says it; a target that is named brings its own."""
        embedded, given = bool(self.said.get("embedded")), self.said.get("base_url")
        if named:
            if embedded or is_typed(given, self.config, self.environment):
                raise NotSettings(f"the target {self.target} is named, and another: it is one or the other")
            return checked(*self.required())
        meant = self.of_the_file if self.again is None or self.again.address == self.there.get("base_url") else None
        url = address(given, self.config, self.environment, embedded=embedded, file=meant)
        if url[0] is None and self.again and not embedded:
            return self.again.address, f"the run in {self.said.get('rerun') or self.said['resume']}"
        if url[0] is None and self.file and not embedded:
            require_an_address(self.file, self.there)
        return url

    def required(self) -> Found:
        if self.of_the_file is None:
            raise NotSettings(f"{self.file.name if self.file else NAME}: {TARGETS}.{self.target} has no base_url")
        return self.of_the_file


def require_an_address(file: SettingsFile, there: Mapping[str, Any]) -> None:
    """That a file which speaks of a server says where it is, and which of several is meant."""
    if file.targets and not file.default and len(file.targets) > 1:
        first = next(iter(file.targets))
        raise NotSettings(f"{file.name} names {' and '.join(file.targets)}: say which, as in oaic certify {first}")
    stray = next((name for name in there if OPTIONS[name].of_target), None)
    if stray or file.targets:
        raise NotSettings(f"{file.name} says {key_of(stray) if stray else 'a target'}, and no base_url")


def key_of(name: str) -> str:
    return next(key for key, of in KEYS.items() if of == name)


def of_file(file: SettingsFile | None, target: str | None, *, ours: bool) -> dict[str, Any]:
    """What a file says of this run; of a server only where its address is the file's."""
    if file is None:
        return {}
    if ours:
        return {**file.common, **file.named(target)}
    return {name: value for name, value in file.common.items() if not OPTIONS[name].of_target}


def where(file: SettingsFile | None, target: str | None, name: str) -> str:
    return file.source(name, target) if file else ""
