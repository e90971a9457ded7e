"""Settings from a file: what it may say, what goes before it, and the sentence each mistake is told in."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files
from types import SimpleNamespace

import jsonschema_rs
import pytest
from oaic_suite.asking.secrets.redaction import MASK, Redactor
from oaic_suite.judging.selecting.part import Earlier
from oaic_suite.plugin.settings import resolved as resolving
from oaic_suite.plugin.settings.file import KEYS, NotSettings, found, read
from oaic_suite.plugin.settings.options import OPTIONS
from oaic_suite.plugin.settings.resolved import resolve
from oaic_suite.plugin.settings.schema import schema, table
from oaic_suite.plugin.settings.told import one_setting, told
from pages import read as page

WHOLE = """\
target = "local"
report_dir = "out"
profiles = ["responses", "tools"]
clients = ["codex"]
skip = ["cors"]
timeout = 30
gate = "SHOULD"
fuzz_seed = 0

[budget]
requests = 2000
tokens = 200_000
seconds = 1800.5

[targets.local]
base_url = "http://localhost:8000/v1"
start = "serve --port 8000"
wait = 90
environment = { GPUS = "0" }
model = "acme/parrot"
models = { embeddings = "acme/embed" }
headers = { X-Team = "platform" }
public_headers = ["x-team"]

[targets.staging]
base_url = "https://staging.example/v1"
api_key_env = "STAGING_KEY"
header_variables = { x-gate = "GATE" }
insecure = true
timeout = 120
"""
LOCAL, STAGING = "http://localhost:8000/v1", "https://staging.example/v1"


def written(directory, text=WHOLE, name="conformance.toml"):
    (directory / name).write_text(text)
    return directory / name


def config(directory, *words):
    params = SimpleNamespace(args=words, dir=directory)
    return SimpleNamespace(
        invocation_params=params, getini=lambda name: "", getoption=lambda name, default=None: default
    )


def resolved(directory, *, environment=(), words=(), **said):
    return resolve(said, config(directory, *words), dict(environment))


# --- what a file says ----------------------------------------------------------------------------------


def test_a_file_is_read_as_the_command_line_would_be(tmp_path):
    file = read(written(tmp_path))
    assert file.common == {
        "report_dir": str(tmp_path / "out"),
        "profile": ("responses", "tools"),
        "client": ("codex",),
        "skip": ("cors",),
        "timeout": 30.0,
        "gate": "SHOULD",
        "fuzz_seed": 0,
        "max_requests": 2000,
        "max_tokens": 200_000,
        "max_seconds": 1800.5,
    }
    assert file.targets["local"] == {
        "base_url": LOCAL,
        "start": "serve --port 8000",
        "wait": 90.0,
        "start_env": (("GPUS", "0"),),
        "model": "acme/parrot",
        "model_for": (("embeddings", "acme/embed"),),
        "header": (("x-team", "platform"),),
        "public_header": ("x-team",),
    }


def test_a_project_may_say_it_in_its_own_file(tmp_path):
    written(tmp_path, "[tool.oaic]\ntimeout = 5\n[tool.other]\nx = 1\n", "pyproject.toml")
    assert found(tmp_path, None).common == {"timeout": 5.0}
    written(tmp_path, "timeout = 6\n")
    assert found(tmp_path, None).common == {"timeout": 6.0}
    assert found(tmp_path, "pyproject.toml").common == {"timeout": 5.0}


@pytest.mark.parametrize("text", ["[tool.other]\nx = 1\n", "not toml", "tool = 1\n"])
def test_the_file_of_a_project_that_says_nothing_of_us_is_none(text, tmp_path):
    written(tmp_path, text, "pyproject.toml")
    assert found(tmp_path, None) is None


MISTAKES = {
    "x = ": "is not TOML: Invalid value",
    "modle = 'a'": "there is no modle; did you mean model or models?",
    "[targets.local]\nbase_urls = 'a'": "there is no targets.local.base_urls; did you mean base_url?",
    "[targets.local]\ntargets = {}": "there is no targets.local.targets",
    "[budget]\nrequest = 5": "there is no budget.request; did you mean budget.requests?",
    "budget = 5": "budget must be a table",
    "targets = 5": "a target is a table: [targets.NAME]",
    "target = 'lokal'\n[targets.local]\nbase_url = 'a'": "target names no target 'lokal'; did you mean local?",
    "target = 'local'": "target names no target 'local'; there is none",
    "timeout = 'soon'": "timeout must be a number",
    "timeout = true": "timeout must be a number",
    "timeout = 0": "timeout: it must be more than 0 and at most 86400, not 0",
    "concurrency = 1.5": "concurrency must be a whole number",
    "quick = 'yes'": "quick must be true or false",
    "only = 'chat'": "only must be a list",
    "only = [1]": "only must be a text",
    "model = 1": "model must be a text",
    "models = ['a']": "models must be a table",
    "models = {embeding = 'a'}": "models.embeding: 'embeding=a' is not ",
    "headers = {'x team' = 'a'}": "headers.x team: it is not of the form NAME:VALUE",
    "headers = {authorization = 'Bearer a'}": "headers.authorization: a key has no place in a file; "
    "header_variables names a variable that holds it",
    "environment = {HF_TOKEN = 'a'}": "environment.HF_TOKEN: a key has no place in a file; the server inherits ours",
    "header_variables = {x-gate = 'not one'}": "header_variables.x-gate: it is not of the form NAME:VARIABLE",
    "api_key = 'sk-1234'": "api_key: a key has no place in a file; api_key_env names a variable that holds it",
    "[targets.a]\napi_key = 'sk-1234'": "targets.a.api_key: a key has no place in a file; api_key_env names",
    "profiles = ['tool']": "profiles: there is no profile 'tool'; did you mean tools?",
    "clients = ['codecs']": "clients: there is no client 'codecs'; did you mean codex?",
    "gate = 'MUSTS'": "gate is no 'MUSTS'; did you mean MUST?",
    "fuzz = 'much'": "fuzz is no 'much'; there are off, quick, full",
    "set = '1999.01'": "set: there is no set '1999.01'; there are 2026.12",
    "start = ''": "start: it is empty",
    "start = 'a \"b'": "start: it cannot be split into words: No closing quotation",
    "rps = 0": "rps: it must be more than 0 and at most 10000, not 0",
    "budget = {requests = 0}": "budget.requests: it must be a whole number of at least 1, not 0",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_in_a_sentence(text, tmp_path):
    with pytest.raises(NotSettings) as refused:
        read(written(tmp_path, text + "\n"))
    assert str(refused.value).startswith("conformance.toml")
    assert MISTAKES[text] in str(refused.value)
    assert "sk-1234" not in str(refused.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotSettings, match=r"cannot read .*none\.toml: No such file or directory"):
        found(tmp_path, "none.toml")


def test_a_project_without_our_table_is_told_where_it_is_named(tmp_path):
    written(tmp_path, "[tool.other]\n", "pyproject.toml")
    with pytest.raises(NotSettings, match=r"pyproject.toml: there is no table \[tool.oaic\]"):
        found(tmp_path, "pyproject.toml")


# --- what goes before what -----------------------------------------------------------------------------


def test_the_first_place_that_says_it_decides(tmp_path):
    written(tmp_path)
    environment = {"OAIC_CERTIFY_TIMEOUT": "10", "OAIC_CERTIFY_GATE": "MUST", "OAIC_CERTIFY_ONLY": "chat, models"}
    run = resolved(tmp_path, environment=environment, timeout=5.0, target="staging")
    assert (run.asked.timeout, run.sources["timeout"]) == (5.0, "--oaic-timeout")
    assert (run.asked.gate, run.sources["gate"]) == ("MUST", "the environment (OAIC_CERTIFY_GATE)")
    assert (run.asked.only, run.asked.skip) == (("chat", "models"), ("cors",))
    assert run.sources["skip"] == "conformance.toml"
    assert run.sources["insecure"] == "conformance.toml, targets.staging"
    assert (run.asked.fuzz, "fuzz" in run.sources) == ("off", False)


def test_a_target_goes_before_what_stands_at_the_top(tmp_path):
    written(tmp_path)
    assert [resolved(tmp_path, target=name).asked.timeout for name in ("local", "staging")] == [30.0, 120.0]


def test_the_target_that_is_named_there_is_meant_where_nothing_is_said(tmp_path):
    written(tmp_path)
    run = resolved(tmp_path)
    assert (run.asked.base_url, run.base_url_from, run.target) == (LOCAL, "conformance.toml, targets.local", "local")


def test_the_only_target_is_meant_and_of_several_one_must_be_named(tmp_path):
    written(tmp_path, f"[targets.a]\nbase_url = '{LOCAL}'\n")
    assert resolved(tmp_path).target == "a"
    written(tmp_path, f"[targets.a]\nbase_url = '{LOCAL}'\n[targets.b]\nbase_url = '{STAGING}'\n")
    with pytest.raises(NotSettings, match=r"conformance\.toml names a and b: say which, as in oaic certify a"):
        resolved(tmp_path)


def test_a_target_that_is_named_brings_its_address(tmp_path):
    written(tmp_path)
    run = resolved(tmp_path, environment={"OPENAI_BASE_URL": "http://elsewhere/v1"}, target="staging")
    assert run.asked.base_url == STAGING
    named = resolved(tmp_path, environment={"OAIC_CERTIFY_TARGET": "staging"})
    assert named.asked.base_url == STAGING


def test_what_is_said_of_a_server_goes_to_no_other(tmp_path):
    """Neither its key nor its headers; what is said of every run is kept."""
    written(tmp_path, f"base_url = '{STAGING}'\napi_key_env = 'KEY'\nheaders = {{x-team = 'a'}}\ntimeout = 7\n")
    words = ("--base-url", "http://elsewhere/v1")
    for run in (
        resolved(tmp_path, words=words, base_url=words[1]),
        resolved(tmp_path, environment={"OPENAI_BASE_URL": words[1]}),
    ):
        assert run.asked.base_url == words[1]
        assert (run.asked.api_key_env, run.asked.header, run.asked.timeout) == (None, (), 7.0)
    assert resolved(tmp_path).asked.api_key_env == "KEY"


def test_a_run_that_is_asked_again_is_of_the_target_it_was_of(tmp_path, monkeypatch):
    written(tmp_path)
    again = Earlier({"base_url": STAGING, "model": None}, (), ("chat.stream.done",))
    monkeypatch.setattr(resolving, "asked_again", lambda asked: again if asked.rerun else None)
    run = resolved(tmp_path, rerun="report")
    assert (run.target, run.asked.api_key_env, run.asked.base_url) == ("staging", "STAGING_KEY", STAGING)


def test_a_run_of_elsewhere_is_asked_again_there(tmp_path, monkeypatch):
    written(tmp_path)
    again = Earlier({"base_url": "http://elsewhere/v1", "model": None}, (), ("chat.stream.done",))
    monkeypatch.setattr(resolving, "asked_again", lambda asked: again)
    run = resolved(tmp_path, rerun="report")
    assert (run.target, run.asked.start, run.asked.base_url) == (None, None, "http://elsewhere/v1")


REFUSED = {
    "a target that is none": (WHOLE, {"target": "stagin"}, "has no target 'stagin'; did you mean staging?"),
    "a target and an address": (
        WHOLE,
        {"target": "local", "words": ("--base-url", STAGING), "base_url": STAGING},
        "the target local is named, and another: it is one or the other",
    ),
    "a target without an address": (
        "[targets.a]\ntimeout = 1\n",
        {"target": "a"},
        "conformance.toml: targets.a has no base_url",
    ),
    "one of a server without an address": ("model = 'a'\n", {}, "conformance.toml says model, and no base_url"),
    "a word that is neither": (
        None,
        {"target": "localhost:8000"},
        "'localhost:8000' is not a URL such as http://localhost:8000/v1, nor a target: there is no conformance.toml",
    ),
    "an address without its scheme": (
        None,
        {"target": "api.example.org/openai/v1"},
        "is not a URL such as http://api.example.org/openai/v1, nor a target",
    ),
    "a variable that is none": (
        None,
        {"environment": {"OAIC_CERTIFY_TIMOUT": "1"}},
        "there is no variable OAIC_CERTIFY_TIMOUT; did you mean OAIC_CERTIFY_TIMEOUT",
    ),
    "a variable that cannot be read": (
        None,
        {"environment": {"OAIC_CERTIFY_TIMEOUT": "soon"}},
        "OAIC_CERTIFY_TIMEOUT: it must be more than 0",
    ),
    "a variable that is no switch": (None, {"environment": {"OAIC_CERTIFY_QUICK": "maybe"}}, "QUICK is yes or no"),
    "a variable that is no choice": (
        None,
        {"environment": {"OAIC_CERTIFY_GATE": "MAY"}},
        "OAIC_CERTIFY_GATE is one of MUST, SHOULD",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_told_in_a_sentence(case, tmp_path):
    text, asked, sentence = REFUSED[case]
    if text:
        written(tmp_path, text)
    with pytest.raises(NotSettings) as refused:
        resolved(tmp_path, **asked)
    assert sentence in str(refused.value)


def test_variables_of_several_values(tmp_path):
    environment = {
        "OAIC_CERTIFY_HEADER": "X-Team: a, b\nX-Other: c",
        "OAIC_CERTIFY_PROFILE": "tools,responses",
        "OAIC_CERTIFY_INSECURE": "yes",
        "OAIC_CERTIFY_MODEL": "",
    }
    asked = resolved(tmp_path, environment=environment).asked
    assert asked.header == (("x-team", "a, b"), ("x-other", "c"))
    assert (asked.profile, asked.insecure, asked.model) == (("tools", "responses"), True, None)


# --- what is told of them ------------------------------------------------------------------------------


def test_a_run_tells_what_was_asked_and_who_said_it_without_keys(tmp_path):
    written(tmp_path)
    said = {"api_key": "sk-12345678", "header": (("authorization", "Bearer abcdefgh"), ("accept", "a/b"))}
    start = "serve --api-key sk-other --hf-token=hf_abc --port 1"
    run = resolved(tmp_path, target="local", start=start, **said)
    values = told(run, Redactor.of(["sk-12345678"]))["values"]
    assert values["api_key"] == {"value": MASK, "source": "--api-key"}
    assert values["header"]["value"] == f"authorization:{MASK}, accept:a/b"
    assert values["start"]["value"] == f"serve --api-key '{MASK}' '--hf-token={MASK}' --port 1"
    assert values["model_for"] == {"value": "embeddings=acme/embed", "source": "conformance.toml, targets.local"}
    assert values["fuzz"] == {"value": "off", "source": "default"}
    assert "model" in values
    assert "picture" not in values


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("sh -c 'serve --api-key sk-other; wait'", f"sh -c 'serve --api-key {MASK}; wait'"),
        ("sh -c 'API_KEY=sk-other serve'", f"sh -c 'API_KEY={MASK}'"),
        ("serve --api-key= --port=1", "serve --api-key= --port=1"),
    ],
)
def test_a_key_in_a_command_is_masked_wherever_it_stands(start, shown):
    assert one_setting("start", start, Redactor.of([])) == shown


# --- the schema ----------------------------------------------------------------------------------------


def published():
    return json.loads((files("oaic_suite.plugin") / "conformance.schema.json").read_text("utf-8"))


def test_the_schema_is_published_as_it_is():
    """`oaic settings` writes it."""
    assert published() == schema()


def test_the_schema_takes_what_is_read_and_refuses_what_is_not_known():
    validator = jsonschema_rs.validator_for(published())
    assert [error.message for error in validator.iter_errors(tomllib.loads(WHOLE))] == []
    for text in MISTAKES:
        if re.match(r"there is no |[\w.]+ must be ", MISTAKES[text]):
            assert not validator.is_valid(tomllib.loads(text)), text


def test_every_option_has_a_place_in_the_file_or_is_for_the_command_line_alone():
    of_a_run = {"plan", "json", "rerun", "resume"}
    assert set(OPTIONS) - set(KEYS.values()) == {"api_key", "config", "embedded", "target", *of_a_run}


def test_the_page_shows_a_file_that_is_read_and_names_every_key(tmp_path):
    told_there = page("docs/config.md")
    examples = re.findall(r"```toml\n(.*?)```", told_there, re.DOTALL)
    assert [read(written(tmp_path, example)).name for example in examples] == ["conformance.toml"] * len(examples)
    assert examples != []
    assert table() in told_there
