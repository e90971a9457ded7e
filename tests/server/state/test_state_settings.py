"""Settings: arguments before the environment before `.env`, and a clear word for each mistake."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import httpx
import pytest
from oaic_server.state.described import example, table
from oaic_server.state.settings import DEFAULT_MODELS, OPTIONS, Settings, SettingsError, load

ROOT = Path(__file__).parents[3]


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


def test_an_empty_value_is_none_where_that_is_the_default():
    found = load({}, {"OAIC_SERVER_SEED": "", "OAIC_SERVER_API_KEYS": "", "OAIC_SERVER_RATE_LIMIT_TOKENS": ""})
    assert (found.seed, found.api_keys, found.rate_limit_tokens) == (None, (), None)


def test_a_server_has_a_model():
    with pytest.raises(SettingsError, match="models"):
        load({}, {"OAIC_SERVER_MODELS": ""})


def test_who_asks_for_no_key_lets_everybody_in(reference_server_factory):
    server = reference_server_factory(api_keys=("sk-1", "sk-2"), auth=False)
    assert httpx.get(f"{server.base_url}/models", trust_env=False).status_code == 200


def test_a_model_has_vectors_of_the_width_that_is_set(reference_server_factory):
    server = reference_server_factory(models=("wide", "other"), embedding_widths=(("wide", 1536),))
    headers = {"authorization": f"Bearer {server.api_key}"}

    def ask(model, **members):
        body = {"model": model, "input": "Hello", **members}
        return httpx.post(f"{server.base_url}/embeddings", json=body, headers=headers, trust_env=False).json()

    lengths = [len(ask(*asked)["data"][0]["embedding"]) for asked in (("wide",), ("other",))]
    assert [*lengths, len(ask("wide", dimensions=3)["data"][0]["embedding"])] == [1536, 128, 3]
    assert ask("wide", dimensions=1537)["error"]["param"] == "dimensions"
    assert len(ask("other", dimensions=1537)["data"][0]["embedding"]) == 1537


def test_the_page_of_settings_is_current():
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    assert table() in page, "its table is what oaic_server.state.described.table() gives"


def test_the_example_is_current_and_says_the_defaults():
    written = (ROOT / "reference_server/.env.example").read_text("utf-8")
    assert written == example(), "oaic serve --list-settings > reference_server/.env.example"
    taken_in = example().replace("#OAIC_SERVER_", "OAIC_SERVER_")
    assert taken_in.count("\nOAIC_SERVER_") == len(OPTIONS)
    assert load({}, {}, taken_in) == Settings()


MISTAKES = {
    "port as text": ({"port": "x"}, {}, "--port: expected an integer from 0 to 65535, found 'x'"),
    "port too high": ({"port": "65536"}, {}, "--port: expected an integer from 0 to 65535"),
    "no bytes at all": ({}, {"OAIC_SERVER_BODY_LIMIT": "0"}, "an integer of at least 1, found '0'"),
    "delay backwards": ({"token_delay_ms": "-1"}, {}, "--token-delay-ms: expected a number of milliseconds"),
    "delay of nothing": ({"token_delay_ms": "nan"}, {}, "--token-delay-ms: expected a number of milliseconds"),
    "an empty key": ({"api_keys": [""]}, {}, "--api-key: expected some text"),
    "a width of nothing": ({"embedding_widths": ["parrot-1"]}, {}, "--embedding-width: expected NAME=N, with N from 1"),
    "a width of a model that is not there": (
        {},
        {"OAIC_SERVER_EMBEDDING_WIDTHS": "parot-1=8"},
        "there is no model 'parot-1' to have vectors of a width; did you mean parrot-1",
    ),
    "no requests at all": (
        {"rate_limit_requests": "0"},
        {},
        "--rate-limit-requests: expected an integer of at least 1",
    ),
    "a level of its own": ({}, {"OAIC_SERVER_LOG_LEVEL": "loud"}, "expected one of errors, requests, headers"),
    "perhaps": ({}, {"OAIC_SERVER_ACCEPT_UNKNOWN": "perhaps"}, "OAIC_SERVER_ACCEPT_UNKNOWN in the environment"),
    "a slip": ({}, {"OAIC_SERVER_PROT": "1"}, "OAIC_SERVER_PROT is not a setting; expected OAIC_SERVER_PORT"),
}


@pytest.mark.parametrize(("arguments", "environment", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(arguments, environment, message):
    with pytest.raises(SettingsError) as found:
        load(arguments, environment)
    assert message in str(found.value)
