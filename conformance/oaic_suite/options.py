"""The command line of `pytest conformance`, read into one value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from oaic_suite.deadlines import DEFAULT_SECONDS
from oaic_suite.preflight import WrongAddress, check_address
from oaic_suite.profile import profiles

URL_VARIABLES = ("PYTEST_BASE_URL", "OPENAI_BASE_URL")
KEY_VARIABLE = "OPENAI_API_KEY"


@dataclass(frozen=True)
class Options:
    base_url: str | None  # None: the embedded reference server
    base_url_from: str
    api_key: str | None
    key_from: str
    model: str | None
    seconds: float
    headers: tuple[tuple[str, str], ...]
    profiles: tuple[str, ...]
    only: tuple[str, ...]
    gate: str
    verify: bool


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
        default=DEFAULT_SECONDS,
        help="longest time for one answer",
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
    group.addoption("--oaic-gate", choices=["MUST", "SHOULD"], default="MUST", help="the level that fails the run")
    group.addoption("--oaic-insecure", action="store_true", help="do not verify the target's certificate")


def read_options(config: pytest.Config, environment: Mapping[str, str] = os.environ) -> Options:
    """What was asked for; a mistake ends the run with one sentence."""
    option = config.getoption
    base_url, base_url_from = address(option("base_url", None), config, environment)
    api_key, key_from = key(option("api_key"), option("api_key_env"), base_url_from, environment)
    unknown = [name for name in option("oaic_profile") if name not in profiles()]
    if unknown:
        raise pytest.UsageError(f"there is no profile {unknown[0]!r}; there are {', '.join(profiles())}")
    if not option("oaic_timeout") > 0:
        raise pytest.UsageError(f"--oaic-timeout must be more than 0, not {option('oaic_timeout'):g}")
    return Options(
        base_url,
        base_url_from,
        api_key,
        key_from,
        option("model") or None,
        option("oaic_timeout"),
        tuple(header(text) for text in option("oaic_header")),
        tuple(option("oaic_profile")),
        tuple(option("oaic_only")),
        option("oaic_gate"),
        not option("oaic_insecure"),
    )


def address(given: Any, config: pytest.Config, environment: Mapping[str, str]) -> tuple[str | None, str]:
    """The base URL, checked, and where it came from."""
    named = next((name for name in URL_VARIABLES if environment.get(name)), None)
    written = any(str(word).startswith("--base-url") for word in config.invocation_params.args)
    if not (given or written or named):
        return None, "the embedded reference server"
    url = given if written or not named else environment[named]
    source = "--base-url" if written or not named else f"the environment ({named})"
    try:
        return check_address(str(url)), source
    except WrongAddress as wrong:
        raise pytest.UsageError(str(wrong)) from None


def key(
    given: str | None, variable: str | None, base_url_from: str, environment: Mapping[str, str]
) -> tuple[str | None, str]:
    """The key and where it came from: one from the environment goes only to a URL from the environment."""
    if given:
        return given, "--api-key"
    if variable:
        if not environment.get(variable):
            raise pytest.UsageError(f"--api-key-env names {variable}, and it is not set")
        return environment[variable], f"the environment ({variable})"
    if base_url_from.startswith("the environment") and environment.get(KEY_VARIABLE):
        return environment[KEY_VARIABLE], f"the environment ({KEY_VARIABLE})"
    return None, "none"


def header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise pytest.UsageError(f"--oaic-header {text!r} is not of the form NAME:VALUE")
    return name.strip().lower(), value.strip()
