"""Where the address and the key come from, and what is refused before anything is sent."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from nested import ROOT
from oaic_suite.plugin.entry import SWITCHES, WITH_A_VALUE
from oaic_suite.plugin.settings.options import OPTIONS, NotThat, api_key, name_and_value, spelt, table
from oaic_suite.plugin.settings.sources import address, key

A, B, C = "http://a/v1", "http://b/v1", "http://c/v1"


def config(*words, ini=""):
    return SimpleNamespace(invocation_params=SimpleNamespace(args=words), getini=lambda name: ini)


@pytest.mark.parametrize(
    ("given", "words", "environment", "ini", "found"),
    [
        (None, (), {}, "", (None, "the embedded reference server")),
        (A, ("--base-url", A), {}, "", (A, "--base-url")),
        (A, (f"--base-url={A}",), {"OPENAI_BASE_URL": B}, "", (A, "--base-url")),
        (A, ("--base-url", A), {"PYTEST_BASE_URL": A}, "", (A, "--base-url")),
        (A, (), {"OPENAI_BASE_URL": B}, "", (A, "--base-url")),  # by PYTEST_ADDOPTS or addopts
        (None, (), {"OPENAI_BASE_URL": B}, "", (B, "the environment (OPENAI_BASE_URL)")),
        (A, (), {"PYTEST_BASE_URL": A, "OPENAI_BASE_URL": B}, "", (A, "the environment (PYTEST_BASE_URL)")),
        (C, (), {"OPENAI_BASE_URL": B}, C, (B, "the environment (OPENAI_BASE_URL)")),
        (C, (), {}, C, (C, "base_url of the ini file")),
        (A + "/", ("--base-url", A), {}, "", (A, "--base-url")),
    ],
)
def test_where_the_address_comes_from(given, words, environment, ini, found):
    assert address(given, config(*words, ini=ini), environment) == found


@pytest.mark.parametrize(
    "url",
    ["", "localhost:8000/v1", "ftp://a/v1", "http:///v1", "http://a:99999", "http://a:0", "http://[::1", "http://a/?b", "http://a/#b"],
)  # fmt: skip
def test_an_address_that_is_none(url):
    with pytest.raises(pytest.UsageError, match="--base-url"):
        address(url, config("--base-url", url), {})


def test_a_password_in_a_wrong_address_is_not_shown():
    with pytest.raises(pytest.UsageError) as refused:
        address("http://me:geheim@a/?b", config("--base-url"), {})
    assert "geheim" not in str(refused.value)


ENVIRONMENT = {"OPENAI_API_KEY": "sk-theirs", "MINE": "sk-mine\n"}


@pytest.mark.parametrize(
    ("given", "variable", "source", "found"),
    [
        (None, None, "--base-url", (None, "none")),
        (None, None, "the embedded reference server", (None, "none")),
        (None, None, "base_url of the ini file", (None, "none")),
        (None, None, "the environment (PYTEST_BASE_URL)", (None, "none")),
        (None, None, "the environment (OPENAI_BASE_URL)", ("sk-theirs", "the environment (OPENAI_API_KEY)")),
        ("sk-given", "MINE", "the environment (OPENAI_BASE_URL)", ("sk-given", "--api-key")),
        (None, "MINE", "--base-url", ("sk-mine", "the environment (MINE)")),
        (None, "OPENAI_API_KEY", "--base-url", ("sk-theirs", "the environment (OPENAI_API_KEY)")),
    ],
)
def test_a_key_goes_only_where_it_belongs(given, variable, source, found):
    assert key(given, variable, source, ENVIRONMENT) == found


def test_a_key_in_the_environment_that_no_header_can_carry_is_refused_and_not_shown():
    with pytest.raises(pytest.UsageError) as refused:
        key(None, "MINE", "--base-url", {"MINE": "sk-ключ"})
    assert "ключ" not in str(refused.value)


@pytest.mark.parametrize("secret", ["sk-a\nb", "sk-ключ", "sk-\x00"])
def test_a_key_no_header_can_carry_is_refused_and_not_shown(secret):
    with pytest.raises(NotThat) as refused:
        api_key(secret)
    assert secret not in str(refused.value)


@pytest.mark.parametrize(("text", "read"), [("X-Team: a:b ", ("x-team", "a:b")), ("x-empty:", ("x-empty", ""))])
def test_a_header(text, read):
    assert name_and_value(text) == read


@pytest.mark.parametrize("text", ["x-team", ": a", "x team: a", "x-team: a\r\nx: y"])
def test_a_header_that_is_none(text):
    with pytest.raises(NotThat):
        name_and_value(text)


# --- the table ----------------------------------------------------------------------------------------


def test_readme_lists_the_options_as_they_are():
    """`table()` of the options gives the lines."""
    assert table() in (ROOT / "README.md").read_text("utf-8")


def test_the_entry_knows_which_words_are_values():
    bare = {spelt(name, short=False) for name, one in OPTIONS.items() if one.bare}
    assert bare == {word for word in WITH_A_VALUE if word.startswith("--")}
    assert [spelt(name, short=False) for name, one in OPTIONS.items() if one.switch] == [*SWITCHES]


@pytest.mark.parametrize(("short", "spelling"), [(True, "--timeout"), (False, "--oaic-timeout")])
def test_an_option_is_called_what_the_caller_types(short, spelling):
    assert spelt("timeout", short=short) == spelling
    assert spelt("model", short=short) == "--model"
