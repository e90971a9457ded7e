"""The options, each in one place: how it is spelt, what it means, how its text is read.

Both parsers come out of this table, and so do the file of settings, README's table and what a message calls an
option. `oaic certify` spells an option short. In pytest it lives among the options of other plugins, and has a
prefix, but for the few that mean the same to everybody.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, fields
from typing import Any, Literal

import pytest
from oaic_spec.typed import whole

from oaic_suite.asking.bounds.deadlines import DEFAULT_SECONDS
from oaic_suite.asking.plan import FIRST, LEVELS, OFF, Plan, planned
from oaic_suite.judging.selecting.part import Part
from oaic_suite.judging.selecting.profile import profiles
from oaic_suite.judging.verdict import LevelWord
from oaic_suite.plugin.settings.texts import (
    NotThat as NotThat,
)
from oaic_suite.plugin.settings.texts import (
    api_key,
    client_name,
    command,
    header_and_variable,
    header_name,
    model_id,
    name_and_value,
    profile_name,
    rate,
    release,
    seconds,
    surface_and_model,
    variable_and_value,
    web_address,
)

PREFIX = "oaic-"
SHORT = "oaic_short"  # hidden: that the caller typed `oaic certify`
FUZZ = "fuzz"  # the profile
A_FEW = 20  # pictures: what a server that makes all of them, and none that it must refuse, is asked for
DEFAULT_WAIT = 60.0  # seconds, for a server that we start
Kind = Literal["string", "number", "integer", "boolean"]


@dataclass(frozen=True)
class Option:
    help: str
    metavar: str | None = None
    parse: Callable[[str], Any] = str
    choices: tuple[str, ...] | None = None
    several: bool = False
    switch: bool = False
    bare: bool = False  # spelt without the prefix in pytest too
    foreign: bool = False  # pytest has it from another plugin
    kind: Kind = "string"  # of its value in a file
    pair: str = ""  # what stands between a name and its value; in a file it is a table
    key: str | None = ""  # what it is called in a file, where that is not its name; None: it has no place there
    of_target: bool = False  # whether a file says it of one server, and no other may get it


# --- the table -----------------------------------------------------------------------------------------


def option(help: str, metavar: str | None = None, parse: Callable[[str], Any] = str, **more: Any) -> Any:
    default = more.pop("default", () if more.get("several") else None)
    return field(default=default, metadata={"option": Option(help, metavar, parse, **more)})


@dataclass(frozen=True)
class Asked:
    """What was asked for."""

    base_url: str | None = option(
        "where the API begins, `/v1` included; `oaic certify URL` says the same",
        "URL",
        bare=True,
        foreign=True,
        of_target=True,
    )
    target: str | None = option(
        "a server that the file of settings names; `oaic certify NAME` says the same", "NAME", key=None
    )
    config: str | None = option(
        "the file of settings; default: `conformance.toml`, or `[tool.oaic]` of `pyproject.toml`", "FILE", key=None
    )
    embedded: bool = option(
        "certify the reference server that comes with the suite", switch=True, default=False, key=None
    )
    start: str | None = option(
        "what starts the server, which is ended after the run", "COMMAND", command, of_target=True
    )
    start_env: tuple[tuple[str, str], ...] = option(
        "a variable of its environment, beside those of ours",
        "NAME=VALUE",
        variable_and_value,
        several=True,
        pair="=",
        key="environment",
        of_target=True,
    )
    wait: float | None = option(
        f"how long to wait until it answers; default: 0, or {DEFAULT_WAIT:g} with --start",
        "SECONDS",
        seconds,
        kind="number",
        of_target=True,
    )
    api_key: str | None = option("the bearer token", "KEY", api_key, bare=True, key=None)
    api_key_env: str | None = option("the environment variable that holds it", "NAME", bare=True, of_target=True)
    model: str | None = option(
        "the model to ask; default: the first one listed", "ID", model_id, bare=True, of_target=True
    )
    model_for: tuple[tuple[str, str], ...] = option(
        "another for a surface that few models serve; default: where the model is refused, one whose id looks the part",
        "SURFACE=ID",
        surface_and_model,
        several=True,
        pair="=",
        key="models",
        of_target=True,
    )
    header: tuple[tuple[str, str], ...] = option(
        "sent with every request",
        "NAME:VALUE",
        name_and_value,
        several=True,
        pair=":",
        key="headers",
        of_target=True,
    )
    header_env: tuple[tuple[str, str], ...] = option(
        "the same, its value in a variable of the environment",
        "NAME:VARIABLE",
        header_and_variable,
        several=True,
        pair=":",
        key="header_variables",
        of_target=True,
    )
    public_header: tuple[str, ...] = option(
        "a header whose value may be shown; others are secret, but for `accept` and its like",
        "NAME",
        header_name,
        several=True,
        key="public_headers",
        of_target=True,
    )
    report_dir: str = option("where the report goes", "DIR", bare=True, default="conformance-report")
    show: str = option(
        "how much the terminal tells at the end: a screen, or all of it", choices=("brief", "all"), default="brief"
    )
    only: tuple[str, ...] = option("requirement ids to judge, such as `chat.stream`", "PREFIX", several=True)
    skip: tuple[str, ...] = option("requirement ids to leave out", "PREFIX", several=True)
    quick: bool = option(
        "only the few requirements that are worth asking on every push", switch=True, default=False, kind="boolean"
    )
    client: tuple[str, ...] = option(
        "only what that client needs, and whether it works; `oaic clients` lists them",
        "NAME",
        client_name,
        several=True,
        key="clients",
    )
    rerun: str | None = option("only what failed or stayed open in that run, and at its target", "RUN", key=None)
    resume: str | None = option("the rest of that run, which was cut off; both together are one run", "RUN", key=None)
    plan: bool = option("say what would be asked and why, and ask nothing", switch=True, default=False, key=None)
    json: bool = option("with --plan: as JSON", switch=True, default=False, key=None)
    profile: tuple[str, ...] = option(
        "a profile to require that is optional otherwise", "NAME", profile_name, several=True, key="profiles"
    )
    set: str | None = option("hold it to the requirements of that release: what is younger is a note", "NAME", release)
    picture: str | None = option(
        "a picture the target can fetch; without one, pictures by address are not asked about", "URL", web_address
    )
    timeout: float | None = option(
        f"longest time for one answer; default: {DEFAULT_SECONDS:g}, or more for a slow target",
        "SECONDS",
        seconds,
        kind="number",
    )
    max_requests: int | None = option("most requests of a run", "N", whole(1), kind="integer", key="budget.requests")
    max_tokens: int | None = option(
        "most tokens of a run, as the server counts them", "N", whole(1), kind="integer", key="budget.tokens"
    )
    max_seconds: float | None = option("longest time of a run", "SECONDS", seconds, kind="number", key="budget.seconds")
    max_pictures: int | None = option(
        f"most pictures of a run; default: {A_FEW}, or as many as it takes where the server is here",
        "N",
        whole(0),
        kind="integer",
        key="budget.pictures",
    )
    max_sounds: int | None = option(
        "most sounds of a run, spoken or written down", "N", whole(0), kind="integer", key="budget.sounds"
    )
    rps: float | None = option("most requests a second", "N", rate, kind="number")
    concurrency: int | None = option("most requests at the same time", "N", whole(1), kind="integer")
    fuzz: str = option(
        "requests drawn at random as well, or many of them; they cost, so the default is off",
        choices=(OFF, *LEVELS),
        default=OFF,
    )
    fuzz_seed: int | None = option("draw others; default: 1", "N", whole(), kind="integer")
    fuzz_cases: int | None = option("most requests drawn for one operation", "N", whole(1), kind="integer")
    gate: LevelWord = option(  # noqa: RUF009 - as the others, but of a type that ruff does not know to be immutable
        "the level that fails the run", choices=("MUST", "SHOULD"), default="MUST"
    )
    baseline: str | None = option(
        "failures that are known, which do not fail the run; `oaic baseline` writes them", "FILE"
    )
    insecure: bool = option(
        "do not verify the target's certificate; `SSL_CERT_FILE` names an authority of your own",
        switch=True,
        default=False,
        kind="boolean",
        of_target=True,
    )

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles asked for, by name or by an option of their own."""
        by_option = [FUZZ] if self.fuzz != OFF else []
        return tuple(dict.fromkeys([*self.profile, *by_option]))

    def draws(self, part: Part) -> Plan | None:
        """How much is drawn: where only the profile or its rows are named, as little as there is."""
        named = profiles()[FUZZ].named(self.profiles, part.asked)
        level = FIRST if named and self.fuzz == OFF else self.fuzz
        return planned(level, self.fuzz_seed, self.fuzz_cases, self.max_seconds)


OPTIONS: dict[str, Option] = {one.name: one.metadata["option"] for one in fields(Asked)}


# --- how it is spelt -----------------------------------------------------------------------------------


def spelt(name: str, *, short: bool) -> str:
    prefix = "" if short or OPTIONS[name].bare else PREFIX
    return f"--{prefix}{name.replace('_', '-')}"


def destination(name: str) -> str:
    """Where pytest keeps it."""
    return spelt(name, short=False).removeprefix("--").replace("-", "_")


def is_short(config: pytest.Config) -> bool:
    return bool(config.getoption(SHORT, False))


# --- the parsers ---------------------------------------------------------------------------------------


def add_to_pytest(parser: pytest.Parser) -> None:
    group = parser.getgroup("conformance", "certifying an OpenAI-compatible server (with --base-url)")
    for name, one in OPTIONS.items():
        if not one.foreign:
            group.addoption(spelt(name, short=False), dest=destination(name), **details(name, one.parse))
        else:
            add_unless_there(parser, name)
    group.addoption(f"--{SHORT.replace('_', '-')}", dest=SHORT, action="store_true", help=argparse.SUPPRESS)


def add_unless_there(parser: pytest.Parser, name: str) -> None:
    """An option that many projects have, and other plugins: whoever has it already, it is read all the same."""
    with suppress(ValueError):
        parser.addoption(spelt(name, short=False), dest=destination(name), **details(name, OPTIONS[name].parse))
    with suppress(ValueError):
        parser.addini(name, OPTIONS[name].help)


def add_to_certify(parser: argparse.ArgumentParser) -> None:
    for name, one in OPTIONS.items():
        parser.add_argument(spelt(name, short=True), **details(name, held(one.parse)))


def held(parse: Callable[[str], Any]) -> Callable[[str], str]:
    """Refuses what cannot be read, and passes on the text: pytest reads it again."""

    def check(text: str) -> str:
        parse(text)
        return text

    return check


def details(name: str, parse: Callable[[str], Any]) -> dict[str, Any]:
    """What either parser wants to know."""
    one = OPTIONS[name]
    if one.switch:
        return {"action": "store_true", "help": one.help}
    # What is not said there may be said elsewhere, and only then there is a default.
    said: dict[str, Any] = {"help": one.help.replace("`", ""), "default": [] if one.several else None}
    if one.choices:
        return said | {"choices": list(one.choices)}
    return said | {"metavar": one.metavar, "type": parse} | ({"action": "append"} if one.several else {})


def words(asked: argparse.Namespace) -> list[str]:
    """What was asked of `oaic certify`, as pytest has it."""
    found = [f"--{SHORT.replace('_', '-')}"]
    for name, one in OPTIONS.items():
        value, long = getattr(asked, name), spelt(name, short=False)
        if one.switch:
            found += [long] if value else []
        else:
            found += [f"{long}={each}" for each in (value if one.several else [value]) if each is not None]
    return found


def typed(config: pytest.Config) -> dict[str, Any]:
    """What stands on the command line, by option."""
    given = {name: config.getoption(destination(name), None) for name in OPTIONS}
    said = {name: value for name, value in given.items() if not (value is None or value is False or value == [])}
    return {name: tuple(value) if OPTIONS[name].several else value for name, value in said.items()}


# --- told ----------------------------------------------------------------------------------------------


def table() -> str:
    """README's table."""
    head = ["| `oaic certify` | `pytest conformance` | |", "| --- | --- | --- |"]
    rows = [f"| `{in_table(name, True)}` | {in_pytest(name)} | {one.help} |" for name, one in OPTIONS.items()]
    return "\n".join([*head, *rows])


def in_table(name: str, short: bool) -> str:
    one = OPTIONS[name]
    value = "\\|".join(one.choices) if one.choices else one.metavar
    return " ".join(word for word in (spelt(name, short=short), value) if word)


def in_pytest(name: str) -> str:
    return "the same" if OPTIONS[name].bare else f"`{in_table(name, False)}`"
