"""Where the address and the key come from: a key from the environment goes nowhere but to the address beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from oaic_suite.asking.address import WrongAddress, check_address
from oaic_suite.evidence.printable import printable
from oaic_suite.plugin.options import Asked, NotThat, sendable, spelt

URL_VARIABLES = ("PYTEST_BASE_URL", "OPENAI_BASE_URL")
VARIABLE = re.compile("[A-Z][A-Z0-9_]*")  # what is not written so may be the key itself
KEY_VARIABLES = {"the environment (OPENAI_BASE_URL)": "OPENAI_API_KEY"}


EMBEDDED = "the embedded reference server"


def address(
    given: Any, config: pytest.Config, environment: Mapping[str, str], *, embedded: bool = False
) -> tuple[str | None, str]:
    """The base URL, checked, and where it came from; without one the embedded reference server is certified."""
    written = any(str(word).startswith("--base-url") for word in config.invocation_params.args)
    named = [(environment[name], f"the environment ({name})") for name in URL_VARIABLES if environment.get(name)]
    ini = str(config.getini("base_url") or "")
    # pytest-base-url puts its variable and its ini value where the option would stand.
    asked = written or given not in (None, "", ini, environment.get(URL_VARIABLES[0]))
    sources = [(given, "--base-url")] if asked else [*named, (ini, "base_url of the ini file")]
    url, source = next((found for found in sources if found[0] or asked), (None, EMBEDDED))
    if embedded and asked:
        raise pytest.UsageError("the embedded reference server is asked for, and an address: it is one or the other")
    if embedded:
        return None, EMBEDDED
    try:
        return (None if url is None else check_address(str(url))), source
    except WrongAddress as wrong:
        raise pytest.UsageError(printable(str(wrong))) from None


def key(
    given: str | None, variable: str | None, base_url_from: str, environment: Mapping[str, str]
) -> tuple[str | None, str]:
    """The key and where it came from."""
    if given:
        return given, "--api-key"
    if variable and not environment.get(variable):
        named = variable if VARIABLE.fullmatch(variable) else "what looks like no variable"
        raise pytest.UsageError(f"--api-key-env names {named}, and it is not set")
    name = variable or KEY_VARIABLES.get(base_url_from, "")
    if not environment.get(name):
        return None, "none"
    try:
        return sendable(environment[name], f"the key in {name}"), f"the environment ({name})"
    except NotThat as wrong:
        raise pytest.UsageError(str(wrong)) from None


NOT_FOR_THE_EMBEDDED = ("api_key", "api_key_env", "model")


def check_meant(asked: Asked, base_url: str | None, *, short: bool, embedded: bool) -> None:
    """Whoever gives a key or a model means a server of their own, and has forgotten to say where it is."""
    given = [spelt(name, short=short) for name in NOT_FOR_THE_EMBEDDED if getattr(asked, name)]
    if given and base_url is None and not embedded:
        other = spelt("embedded", short=short)
        raise pytest.UsageError(f"{given[0]} is given, and no address: add --base-url URL, or {other} if that is meant")
