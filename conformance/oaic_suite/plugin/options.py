"""The options, each in one place: how it is spelt, what it means, how its text is read.

Both parsers come out of this table, and so do README's table and what a message calls an option. `oaic certify`
spells an option short. In pytest it lives among the options of other plugins, and has a prefix, but for the few
that mean the same to everybody.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

import pytest
from oaic_spec.meant import meant

from oaic_suite.asking.address import shown
from oaic_suite.asking.deadlines import DEFAULT_SECONDS
from oaic_suite.asking.listed import STEPS
from oaic_suite.asking.plan import FIRST, LEVELS, OFF, Plan, planned
from oaic_suite.asking.surface import suited
from oaic_suite.evidence.printable import utf8_carries
from oaic_suite.judging.client_profile import client_profiles
from oaic_suite.judging.part import Part
from oaic_suite.judging.profile import profiles
from oaic_suite.judging.verdict import LevelWord

PREFIX = "oaic-"
SHORT = "oaic_short"  # hidden: that the caller typed `oaic certify`
FUZZ = "fuzz"  # the profile
LONGEST_SECONDS = 86_400
SHOWN = 40  # characters of what was typed, in a message
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2: of what the name of a header consists
NotThat = argparse.ArgumentTypeError


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


# --- how a text is read --------------------------------------------------------------------------------


def model_id(text: str) -> str:
    if not utf8_carries(text):
        raise NotThat("it is not UTF-8")
    if not text:
        raise NotThat("it is empty")
    if text in STEPS:
        raise NotThat(f"{text} is a step in a path, and no name")
    return text


def surface_and_model(text: str) -> tuple[str, str]:
    surface, _, id = text.partition("=")
    if surface not in suited() or not id:
        forms = " or ".join(f"{name}=ID" for name in suited())
        raise NotThat(f"{text[:SHOWN]!r} is not {forms}")
    return surface, model_id(id)


def seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= LONGEST_SECONDS:
        raise NotThat(f"it must be more than 0 and at most {LONGEST_SECONDS}, not {text[:SHOWN]}")
    return number


def name_and_value(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not TOKEN.fullmatch(name.strip()):
        raise NotThat("it is not of the form NAME:VALUE")  # and may be a key that stands where it should not
    return name.strip().lower(), sendable(value, f"the value of {name.strip()}")


def header_name(text: str) -> str:
    if not TOKEN.fullmatch(text):
        raise NotThat(f"{text[:SHOWN]!r} is not the name of a header")
    return text.lower()


def api_key(text: str) -> str:
    return sendable(text, "the key")


def sendable(value: str, what: str) -> str:
    """The value without white space around it, if a header can carry it; it is never shown."""
    if not (value.isascii() and value.strip().isprintable()):
        raise NotThat(f"{what} holds a character that no header can carry")
    return value.strip()


def profile_name(text: str) -> str:
    if text not in profiles():
        there = meant(text, profiles()) or f"; there are {', '.join(profiles())}"
        raise NotThat(f"there is no profile {text[:SHOWN]!r}{there}")
    return text


def client_name(text: str) -> str:
    if text not in client_profiles():
        there = meant(text, client_profiles()) or f"; there are {', '.join(client_profiles())}"
        raise NotThat(f"there is no client {text[:SHOWN]!r}{there}")
    return text


def web_address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise NotThat(f"{shown(text)[:SHOWN]!r} does not begin with http:// or https://")
    return text


def whole(least: int | None = None) -> Callable[[str], int]:
    wanted = "a whole number" if least is None else f"a whole number of at least {least}"

    def parse(text: str) -> int:
        if not text.removeprefix("-").isdecimal() or (least is not None and int(text) < least):
            raise NotThat(f"it must be {wanted}, not {text[:SHOWN]}")
        return int(text)

    return parse


# --- the table -----------------------------------------------------------------------------------------


def option(help: str, metavar: str | None = None, parse: Callable[[str], Any] = str, **more: Any) -> Any:
    default = more.pop("default", () if more.get("several") else None)
    return field(default=default, metadata={"option": Option(help, metavar, parse, **more)})


@dataclass(frozen=True)
class Asked:
    """What was asked for."""

    base_url: str | None = option(
        "where the API begins, `/v1` included; `oaic certify URL` says the same", "URL", bare=True, foreign=True
    )
    embedded: bool = option("certify the reference server that comes with the suite", switch=True, default=False)
    api_key: str | None = option("the bearer token", "KEY", api_key, bare=True)
    api_key_env: str | None = option("the environment variable that holds it", "NAME", bare=True)
    model: str | None = option("the model to ask; default: the first one listed", "ID", model_id, bare=True)
    model_for: tuple[tuple[str, str], ...] = option(
        "another for a surface that few models serve; default: where the model is refused, one whose id looks the part",
        "SURFACE=ID",
        surface_and_model,
        several=True,
    )
    report_dir: str = option("where the report goes", "DIR", bare=True, default="conformance-report")
    show: str = option(
        "how much the terminal tells at the end: a screen, or all of it", choices=("brief", "all"), default="brief"
    )
    only: tuple[str, ...] = option("requirement ids to judge, such as `chat.stream`", "PREFIX", several=True)
    quick: bool = option("only the few requirements that are worth asking on every push", switch=True, default=False)
    client: tuple[str, ...] = option(
        "only what that client needs, and whether it works; `oaic clients` lists them",
        "NAME",
        client_name,
        several=True,
    )
    rerun: str | None = option("only what failed or stayed open in that run, and at its target", "RUN")
    plan: bool = option("say what would be asked and why, and ask nothing", switch=True, default=False)
    json: bool = option("with --plan: as JSON", switch=True, default=False)
    profile: tuple[str, ...] = option(
        "a profile to require that is optional otherwise", "NAME", profile_name, several=True
    )
    picture: str | None = option(
        "a picture the target can fetch; without one, pictures by address are not asked about", "URL", web_address
    )
    timeout: float | None = option(
        f"longest time for one answer; default: {DEFAULT_SECONDS:g}, or more for a slow target", "SECONDS", seconds
    )
    header: tuple[tuple[str, str], ...] = option("sent with every request", "NAME:VALUE", name_and_value, several=True)
    public_header: tuple[str, ...] = option(
        "a header of `--header` whose value may be shown; others are secret, but for `accept` and its like",
        "NAME",
        header_name,
        several=True,
    )
    fuzz: str = option(
        "requests drawn at random as well, or many of them; they cost, so the default is off",
        choices=(OFF, *LEVELS),
        default=OFF,
    )
    fuzz_seed: int | None = option("draw others; default: 1", "N", whole())
    fuzz_cases: int | None = option("most requests drawn for one operation", "N", whole(1))
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
    )

    @property
    def profiles(self) -> tuple[str, ...]:
        """The profiles asked for, by name or by an option of their own."""
        by_option = [FUZZ] if self.fuzz != OFF else []
        return tuple(dict.fromkeys([*self.profile, *by_option]))

    def draws(self, part: Part) -> Plan | None:
        """How much is drawn: where only the profile or its rows are named, as little as there is."""
        named = profiles()[FUZZ].named(self.profiles, part.asked)
        return planned(FIRST if named and self.fuzz == OFF else self.fuzz, self.fuzz_seed, self.fuzz_cases)

    @classmethod
    def of(cls, config: pytest.Config) -> Asked:
        given: dict[str, Any] = {name: config.getoption(destination(name), None) for name in OPTIONS}
        several: dict[str, Any] = {name: tuple(given[name]) for name, one in OPTIONS.items() if one.several}
        return cls(**given | several)


OPTIONS: dict[str, Option] = {one.name: one.metadata["option"] for one in fields(Asked)}
DEFAULTS = {one.name: one.default for one in fields(Asked)}


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
    group.addoption(f"--{SHORT.replace('_', '-')}", dest=SHORT, action="store_true", help=argparse.SUPPRESS)


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
    default = [] if one.several else DEFAULTS[name]
    said: dict[str, Any] = {"help": one.help.replace("`", ""), "default": default}
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
