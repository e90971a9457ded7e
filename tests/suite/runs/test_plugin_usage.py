"""What cannot be certified, or is asked wrongly, is answered with one sentence, however the suite is started."""

from __future__ import annotations

import re

import hostile
import pytest
from nested import certify_run, pytest_run, reference_server

pytestmark = pytest.mark.thorough

NOBODY = "http://127.0.0.1:9/v1"  # the discard port: nothing listens


@pytest.mark.parametrize("start", [pytest_run, certify_run])
def test_nothing_there_is_one_clear_message(start, tmp_path):
    ended = start(*(["conformance"] if start is pytest_run else []), "--base-url", NOBODY, directory=tmp_path)
    assert ended.exit_code == 10
    assert ended.said.count(f"no HTTP answer from {NOBODY}/models") >= 1
    assert "Traceback" not in ended.said
    assert {verdict for variants in ended.verdicts.values() for verdict in variants.values()} == {"not_run"}


def test_nothing_there_is_the_same_to_two_workers(tmp_path):
    ended = certify_run("--base-url", NOBODY, "--only=models", "-n", "2", directory=tmp_path)
    assert ended.exit_code == 10
    assert {verdict for variants in ended.verdicts.values() for verdict in variants.values()} == {"not_run"}


MISTAKES = {
    "an address that is none": (["--base-url", "not-a-url"], "--base-url 'not-a-url' is not a URL such as"),
    "an address without a host": (["--base-url", "http:///v1"], "is not a URL such as"),
    "an address with half a bracket": (["--base-url", "http://[::1/v1"], "is not a URL such as"),
    "a port beyond the last": (["--base-url", "http://localhost:99999/v1"], "is not a URL such as"),
    "an address with a query": (["--base-url", "http://localhost/v1?a=b"], "must end before any '?'"),
    "a variable that is not set": (["--api-key-env", "NOBODY_SET_THIS"], "--api-key-env names NOBODY_SET_THIS"),
    "a key in two lines": (
        ["--base-url", NOBODY, "--api-key", "sk-a\nb"],
        "the key holds a character that no header",
    ),
    "a header without a colon": (["--oaic-header", "x-team"], "--oaic-header: it is not of the form NAME:VALUE"),
    "a profile nobody knows": (["--oaic-profile", "chatty"], "there is no profile 'chatty'; there are"),
    "no time at all": (["--oaic-timeout", "0"], "--oaic-timeout: it must be more than 0"),
    "time that is no number": (["--oaic-timeout", "soon"], "--oaic-timeout: it must be more than 0"),
    "time without end": (["--oaic-timeout", "inf"], "--oaic-timeout: it must be more than 0 and at most"),
    "a gate nobody knows": (["--oaic-gate", "MAY"], "invalid choice: 'MAY'"),
    "a key and no address": (["--api-key", "sk-1234"], "--api-key is given, and no address: add --base-url URL, or"),
    "a model and no address": (["--model", "m"], "--model is given, and no address: add --base-url URL, or --oaic-emb"),
    "an address and none": (["--oaic-embedded", "--base-url", NOBODY], "it is one or the other"),
    "a model without a name": (["--base-url", NOBODY, "--model", ""], "--model: it is empty"),
    "a model for a surface that is a step": (
        ["--base-url", NOBODY, "--oaic-model-for", "embeddings=.."],
        "--oaic-model-for: .. is a step in a path, and no name",
    ),
    "a model that is a step": (["--base-url", NOBODY, "--model", ".."], "--model: .. is a step in a path, and no name"),
    "an option nobody knows": (["--oaic-unknown"], "unrecognized arguments: --oaic-unknown"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_bad_usage_is_exit_4_and_names_the_mistake(mistake, tmp_path):
    words, sentence = MISTAKES[mistake]
    ended = pytest_run("conformance", *words, directory=tmp_path)
    assert ended.exit_code == 4
    assert sentence in ended.said
    assert "Traceback" not in ended.said


def test_a_report_that_cannot_be_written_is_bad_usage(tmp_path):
    """Told before the first request: nothing listens here, and nobody finds out."""
    (tmp_path / "report").write_text("in the way")
    ended = certify_run("--base-url", NOBODY, directory=tmp_path)
    assert ended.exit_code == 4
    assert "the report cannot be written to" in ended.said
    assert "Traceback" not in ended.said


def test_an_address_without_its_version_is_told_the_right_one(tmp_path):
    with hostile.serving(hostile.honest) as url:
        bare = url.removesuffix("/v1")
        ended = pytest_run("conformance", "--base-url", bare, directory=tmp_path)
    assert ended.exit_code == 4
    assert f"use --base-url {url}" in ended.said


def test_a_model_that_is_not_listed_is_told_in_a_line(tmp_path):
    with reference_server() as url:
        ended = certify_run(url, "--model", "parot-1", directory=tmp_path)
    assert ended.exit_code == 4
    assert "--model parot-1 is not among the 3 models listed: parrot-1, " in ended.said
    assert "; did you mean parrot-1? (POST /v1/chat/completions -> 404)" in ended.said
    assert len(ended.said.splitlines()) <= 2


def test_two_addresses_are_bad_usage(tmp_path):
    ended = certify_run(NOBODY, "--base-url", "http://127.0.0.1:10/v1", directory=tmp_path)
    assert (ended.exit_code, "two addresses are given" in ended.said) == (4, True)


def test_a_beginning_that_is_nearly_one_is_told_in_a_line(tmp_path):
    ended = certify_run("--base-url", NOBODY, "--only=chat.streem", directory=tmp_path)
    assert (ended.exit_code, len(ended.said.splitlines())) == (5, 1)
    assert "nothing begins with chat.streem; did you mean chat.stream or " in ended.said


@pytest.mark.parametrize("words", [["--oaic-only", "no.such"], ["-k", "no_such_check"]], ids=["prefix", "keyword"])
def test_nothing_selected_is_exit_5(words, tmp_path):
    ended = pytest_run("conformance", *words, directory=tmp_path)
    assert ended.exit_code == 5
    assert re.search("^nothing (begins with|was judged)", ended.said, re.MULTILINE)


@pytest.mark.parametrize(
    "words",
    [["--gate", "MAY"], ["--profile", "chatty"], ["--only"], ["stray"], ["-n", "many"], ["--json"]],
    ids=" ".join,
)
def test_bad_usage_of_the_command_is_exit_4_too(words, tmp_path):
    ended = certify_run(*words, directory=tmp_path)
    assert (ended.exit_code, len(ended.said.strip().splitlines())) == (4, 1)
