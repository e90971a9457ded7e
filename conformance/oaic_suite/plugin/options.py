"""The command line of `pytest conformance`, read into one value."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from oaic_suite.asking.deadlines import DEFAULT_SECONDS
from oaic_suite.asking.plan import FIRST, LEVELS, OFF, Plan, planned
from oaic_suite.asking.preflight import WrongAddress, check_address
from oaic_suite.asking.redaction import Redactor
from oaic_suite.asking.surface import suited
from oaic_suite.evidence.printable import printable, utf8_carries
from oaic_suite.judging.profile import profiles
from oaic_suite.judging.verdict import LevelWord

URL_VARIABLES = ("PYTEST_BASE_URL", "OPENAI_BASE_URL")
# A key from the environment goes nowhere but to the address that stands beside it.
KEY_VARIABLES = {"the environment (OPENAI_BASE_URL)": "OPENAI_API_KEY"}
FUZZ = "fuzz"  # the profile
LONGEST_SECONDS = 86_400
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True)
class Options:
    base_url: str | None  # None: the embedded reference server
    base_url_from: str
    api_key: str | None
    key_from: str
    model: str | None
    models: tuple[tuple[str, str], ...]  # by surface, where another model is to be asked
    seconds: float
    seconds_given: bool
    headers: tuple[tuple[str, str], ...]
    profiles: tuple[str, ...]
    only: tuple[str, ...]
    gate: LevelWord
    verify: bool
    fuzz: Plan | None  # None: nothing is drawn
    picture: str | None  # the address of one that the target can fetch


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("conformance", "certifying an OpenAI-compatible server (with --base-url)")
    group.addoption("--api-key", metavar="KEY", help="the key to send as a bearer token")
    group.addoption("--api-key-env", metavar="NAME", help="the environment variable that holds the key")
    group.addoption("--model", metavar="ID", help="the model to ask; default: the first one listed")
    group.addoption("--report-dir", metavar="DIR", default="conformance-report", help="where the report goes")
    group.addoption(
        "--oaic-timeout",
        metavar="SECONDS",
        type=float,
        help=f"longest time for one answer; default: {DEFAULT_SECONDS:g}, or more for a slow target",
    )
    group.addoption(
        "--oaic-model-for",
        metavar="SURFACE=ID",
        action="append",
        default=[],
        help=f"the model for {', '.join(suited())}; default: --model, or a listed one that looks the part",
    )
    group.addoption(
        "--oaic-header", metavar="NAME:VALUE", action="append", default=[], help="a header for every request"
    )
    group.addoption("--oaic-profile", metavar="NAME", action="append", default=[], help="a profile to require as well")
    group.addoption(
        "--oaic-only",
        metavar="PREFIX",
        action="append",
        default=[],
        help="judge only requirements with this prefix",
    )
    group.addoption(
        "--oaic-fuzz",
        choices=[OFF, *LEVELS],
        default=OFF,
        help="send requests drawn at random from the contract; they cost, so the default is off",
    )
    group.addoption("--oaic-fuzz-seed", metavar="N", type=int, help="draw others; default: 1")
    group.addoption("--oaic-fuzz-cases", metavar="N", type=int, help="most requests drawn for one operation")
    group.addoption("--oaic-gate", choices=["MUST", "SHOULD"], default="MUST", help="the level that fails the run")
    group.addoption("--oaic-picture", metavar="URL", help="a picture the target can fetch, to ask about by its address")
    group.addoption("--oaic-insecure", action="store_true", help="do not verify the target's certificate")


def read_options(config: pytest.Config, environment: Mapping[str, str] = os.environ) -> Options:
    """What was asked for; a mistake ends the run with one sentence."""
    option = config.getoption
    base_url, base_url_from = address(option("base_url", None), config, environment)
    api_key, key_from = key(option("api_key"), option("api_key_env"), base_url_from, environment)
    unknown = [name for name in asked_profiles(config) if name not in profiles()]
    if unknown:
        raise pytest.UsageError(f"there is no profile {unknown[0]!r}; there are {', '.join(profiles())}")
    seconds = option("oaic_timeout")
    if seconds is not None and not 0 < seconds <= LONGEST_SECONDS:
        raise pytest.UsageError(f"--oaic-timeout must be more than 0 and at most {LONGEST_SECONDS}, not {seconds:g}")
    if not utf8_carries(option("model") or ""):
        raise pytest.UsageError("--model is not UTF-8")
    return Options(
        base_url,
        base_url_from,
        api_key,
        key_from,
        option("model") or None,
        tuple(model_for(text) for text in option("oaic_model_for")),
        DEFAULT_SECONDS if seconds is None else seconds,
        seconds is not None,
        tuple(header(text) for text in option("oaic_header")),
        asked_profiles(config),
        tuple(option("oaic_only")),
        option("oaic_gate"),
        not option("oaic_insecure"),
        fuzzing(config),
        link(option("oaic_picture")),
    )


def asked_profiles(config: pytest.Config) -> tuple[str, ...]:
    """The profiles asked for, by name or by an option of their own."""
    by_option = [FUZZ] if config.getoption("oaic_fuzz") != OFF else []
    return tuple(dict.fromkeys([*config.getoption("oaic_profile"), *by_option]))


def fuzzing(config: pytest.Config) -> Plan | None:
    """How much is drawn: where only the profile or its rows are named, as little as there is."""
    level, only = config.getoption("oaic_fuzz"), config.getoption("oaic_only")
    asked = profiles()[FUZZ].named(asked_profiles(config), only)
    cases = config.getoption("oaic_fuzz_cases")
    if cases is not None and cases < 1:
        raise pytest.UsageError(f"--oaic-fuzz-cases must be at least 1, not {cases}")
    return planned(FIRST if asked and level == OFF else level, config.getoption("oaic_fuzz_seed"), cases)


def address(given: Any, config: pytest.Config, environment: Mapping[str, str]) -> tuple[str | None, str]:
    """The base URL, checked, and where it came from."""
    written = any(str(word).startswith("--base-url") for word in config.invocation_params.args)
    named = [(environment[name], f"the environment ({name})") for name in URL_VARIABLES if environment.get(name)]
    ini = str(config.getini("base_url") or "")
    # pytest-base-url puts its variable and its ini value where the option would stand.
    asked = written or given not in (None, "", ini, environment.get(URL_VARIABLES[0]))
    sources = [(given, "--base-url")] if asked else [*named, (ini, "base_url of the ini file")]
    url, source = next((found for found in sources if found[0] or asked), (None, "the embedded reference server"))
    try:
        return (None if url is None else check_address(str(url))), source
    except WrongAddress as wrong:
        raise pytest.UsageError(printable(Redactor().text(str(wrong)))) from None


def key(
    given: str | None, variable: str | None, base_url_from: str, environment: Mapping[str, str]
) -> tuple[str | None, str]:
    """The key and where it came from."""
    if given:
        return sendable(given, "the key"), "--api-key"
    if variable and not environment.get(variable):
        raise pytest.UsageError(f"--api-key-env names {variable}, and it is not set")
    name = variable or KEY_VARIABLES.get(base_url_from, "")
    if not environment.get(name):
        return None, "none"
    return sendable(environment[name], f"the key in {name}"), f"the environment ({name})"


def model_for(text: str) -> tuple[str, str]:
    surface, _, model = text.partition("=")
    if surface not in suited() or not model or not utf8_carries(model):
        forms = " or ".join(f"{name}=ID" for name in suited())
        raise pytest.UsageError(f"--oaic-model-for {text[:40]!r} is not {forms}")
    return surface, model


def link(text: str | None) -> str | None:
    if text and not text.startswith(("http://", "https://")):
        raise pytest.UsageError(f"--oaic-picture {text[:40]!r} does not begin with http:// or https://")
    return text or None


def header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not TOKEN.fullmatch(name.strip()):
        raise pytest.UsageError(f"--oaic-header {name[:40]!r} is not of the form NAME:VALUE")
    return name.strip().lower(), sendable(value, f"the value of --oaic-header {name.strip()}")


def sendable(value: str, what: str) -> str:
    """The value without white space around it, if a header can carry it; it is never shown."""
    if not (value.isascii() and value.strip().isprintable()):
        raise pytest.UsageError(f"{what} holds a character that no header can carry")
    return value.strip()
