"""Settings: arguments before the environment before `.env`, and a clear word for each mistake."""

from __future__ import annotations

from functools import partial

import httpx
import pytest
from oaic_server.state.settings import DEFAULT_MODELS, Settings, SettingsError, load


def test_nothing_said_is_the_default():
    assert load({}, {}) == Settings()
    assert Settings().models == DEFAULT_MODELS


def test_the_first_source_that_names_a_setting_decides():
    dotenv = "OAIC_SERVER_PORT=1\nOAIC_SERVER_SEED=1\nOAIC_SERVER_HOST=one"
    environment = {"OAIC_SERVER_PORT": "2", "OAIC_SERVER_SEED": "2", "PATH": "/"}
    found = load({"port": "3"}, environment, dotenv)
    assert (found.port, found.seed, found.host) == (3, 2, "one")


DOTENV = {
    "comment": ("# OAIC_SERVER_PORT=1", 8000),
    "export": ("export OAIC_SERVER_PORT=1", 1),
    "quotes": ('OAIC_SERVER_PORT="1"', 1),
    "spaces": (" OAIC_SERVER_PORT = 1 ", 1),
    "other people's": ("PORT=1\nnonsense", 8000),
}


@pytest.mark.parametrize(("dotenv", "port"), DOTENV.values(), ids=DOTENV)
def test_a_dotenv_file_is_read(dotenv, port):
    assert load({}, {}, dotenv).port == port


def test_several_values_are_repeated_or_separated_by_commas():
    assert load({"api_keys": ["a,b", "c"]}, {}).api_keys == ("a,b", "c")
    assert load({}, {"OAIC_SERVER_MODELS": "a/b:c, d"}).models == ("a/b:c", "d")


@pytest.mark.parametrize(("spelt", "meant"), [("1", True), ("YES", True), ("off", False), ("false", False)])
def test_a_switch_is_yes_or_no(spelt, meant):
    assert load({}, {"OAIC_SERVER_ALLOW_FAULT_HEADER": spelt}).allow_fault_header is meant


def test_unknown_members_are_taken_when_the_settings_say_so(reference_server_factory):
    lenient = reference_server_factory(accept_unknown=True)
    headers = {"authorization": f"Bearer {lenient.api_key}"}
    body = {"model": lenient.model, "messages": [{"role": "user", "content": "Hello"}], "mood": "good"}
    asked = partial(httpx.post, f"{lenient.base_url}/chat/completions", headers=headers, trust_env=False)
    assert asked(json=body).status_code == 200
    assert asked(json={**body, "n": 0}).json()["error"]["param"] == "n"


MISTAKES = {
    "port as text": ({"port": "x"}, {}, "--port: expected an integer from 0 to 65535, found 'x'"),
    "port too high": ({"port": "65536"}, {}, "--port: expected an integer from 0 to 65535"),
    "no bytes at all": ({}, {"OAIC_SERVER_BODY_LIMIT": "0"}, "an integer of at least 1, found '0'"),
    "delay backwards": ({"token_delay_ms": "-1"}, {}, "--token-delay-ms: expected a number of milliseconds"),
    "delay of nothing": ({"token_delay_ms": "nan"}, {}, "--token-delay-ms: expected a number of milliseconds"),
    "an empty key": ({"api_keys": [""]}, {}, "--api-key: expected some text"),
    "perhaps": ({}, {"OAIC_SERVER_ACCEPT_UNKNOWN": "perhaps"}, "OAIC_SERVER_ACCEPT_UNKNOWN in the environment"),
    "a slip": ({}, {"OAIC_SERVER_PROT": "1"}, "OAIC_SERVER_PROT is not a setting; expected OAIC_SERVER_PORT"),
}


@pytest.mark.parametrize(("arguments", "environment", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(arguments, environment, message):
    with pytest.raises(SettingsError) as found:
        load(arguments, environment)
    assert message in str(found.value)
