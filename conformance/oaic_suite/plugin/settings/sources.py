"""Where the address and the key come from: a key from the environment goes nowhere but to the address beside it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest

from oaic_suite.asking.survey.address import WrongAddress, check_address
from oaic_suite.evidence.shown.printable import printable
from oaic_suite.plugin.settings.options import Asked, NotThat, spelt
from oaic_suite.plugin.settings.texts import VARIABLE, sendable

URL_VARIABLES = ("OAIC_CERTIFY_BASE_URL", "PYTEST_BASE_URL", "OPENAI_BASE_URL")
KEY_VARIABLES = {"the environment (OPENAI_BASE_URL)": "OPENAI_API_KEY"}
ENVIRONMENT = "the environment"
NEAR = (".localhost", ".local", ".internal", ".lan", ".test")  # how names end that no public registry holds
EMBEDDED = "the embedded reference server"
Environment = Mapping[str, str]
Found = tuple[str | None, str]  # a value, and where it came from


def address(
    given: Any, config: pytest.Config, environment: Environment, *, embedded: bool = False, file: Found | None = None
) -> Found:
    """The base URL, checked, and where it came from; without one the embedded reference server is certified."""
    ini = str(config.getini("base_url") or "")
    asked = is_typed(given, config, environment)
    sources: list[tuple[Any, str]] = [(given, "--base-url")] if asked else of_environment(environment)
    sources += [] if asked else [*([file] if file else []), (ini, "base_url of the ini file")]
    url, source = next((found for found in sources if found[0] or asked), (None, EMBEDDED))
    if embedded and asked:
        raise pytest.UsageError("the embedded reference server is asked for, and an address: it is one or the other")
    return (None, EMBEDDED) if embedded else checked(url, source)


def checked(url: Any, source: str) -> Found:
    try:
        return (None if url is None else check_address(str(url))), source
    except WrongAddress as wrong:
        raise pytest.UsageError(printable(str(wrong))) from None


def is_typed(given: Any, config: pytest.Config, environment: Environment) -> bool:
    """Whether an address stands on the command line: pytest-base-url puts its variable and its ini value there too."""
    written = any(str(word).startswith("--base-url") for word in config.invocation_params.args)
    elsewhere = (None, "", str(config.getini("base_url") or ""), environment.get("PYTEST_BASE_URL"))
    return written or given not in elsewhere


def of_environment(environment: Environment) -> list[tuple[Any, str]]:
    return [(environment[name], f"the environment ({name})") for name in URL_VARIABLES if environment.get(name)]


def key(
    given: str | None,
    variable: str | None,
    base_url_from: str,
    environment: Environment,
    named_by: str = "--api-key-env",
) -> Found:
    """The key and where it came from."""
    if given:
        return given, "--api-key"
    if not variable:
        variable = KEY_VARIABLES.get(base_url_from, "")
        if not environment.get(variable):
            return None, "none"
    return of_variable(variable, environment, named_by, "the key"), f"the environment ({variable})"


def of_variable(variable: str, environment: Environment, named_by: str, what: str) -> str:
    """A secret that a variable holds, fit for a header; it is never shown."""
    if not environment.get(variable):
        named = variable if VARIABLE.fullmatch(variable) else "what looks like no variable"
        raise pytest.UsageError(f"{named_by} names {named}, and it is not set")
    try:
        return sendable(environment[variable], f"{what} in {variable}")
    except NotThat as wrong:
        raise pytest.UsageError(str(wrong)) from None


def headers(asked: Asked, environment: Environment, named_by: str = "--header-env") -> tuple[tuple[str, str], ...]:
    """What is sent with every request, with what variables hold."""
    held = [
        (name, of_variable(variable, environment, named_by, f"the value of {name}"))
        for name, variable in asked.header_env
    ]
    return (*asked.header, *held)


NOT_FOR_THE_EMBEDDED = ("api_key", "api_key_env", "model", "start")


def check_meant(asked: Asked, base_url: str | None, *, short: bool, embedded: bool) -> None:
    """Whoever gives a key or a model means a server of their own, and has forgotten to say where it is."""
    given = [spelt(name, short=short) for name in NOT_FOR_THE_EMBEDDED if getattr(asked, name)]
    if given and base_url is None and not embedded:
        other = spelt("embedded", short=short)
        raise pytest.UsageError(f"{given[0]} is given, and no address: add --base-url URL, or {other} if that is meant")


def is_here(base_url: str) -> bool:
    """Whether a server is on this machine, or in a network that is not everybody's: it is probably the caller's own."""
    host = urlsplit(base_url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(NEAR)
