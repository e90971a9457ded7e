"""What an honest weekend server is told: each of its mistakes as a cause, nothing twice, nothing it did not do.

The server was written by somebody who had not read how causes are found.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from nested import environment, warm_certify
from oaic_suite.judging.verdict import SCORED

SERVER = Path(__file__).with_name("weekend.py")
MISTAKES = {
    "Content-Length counts characters, not bytes": {"json"},
    "an error is a string": {"errors"},
    "`created` is a float, and made anew for each chunk": {"created:wrong", "always-sent"},
    "each chunk has an id of its own": {"one-id"},
    "each chunk has a role": {"begin-and-end"},
    "`finish_reason` is always stop": {"begin-and-end"},
    "`max_completion_tokens` is not read, `stop` is walked letter by letter": {"unheeded"},
    "content in parts, or none, crashes": {"/messages/*/content:failing"},
    "any bad request is a 500, any model is answered": {"validation"},
    "the list of models is no list, and its entries have an id alone": {"object:missing", "model-entries"},
    "`n` is not read": {"unheeded"},
    "`stream_options` is not read": {"usage-spent"},
    "`logprobs`, `tools`, `response_format` and `modalities` are not read": {
        "tool-choice",
        "response-format",
        "unheeded",
    },
    "a body in chunks is not read": {"body-forms"},
}

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    with subprocess.Popen(
        [sys.executable, SERVER], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        try:
            url = server.stdout.readline().decode().strip()
            yield warm_certify(url, directory=tmp_path_factory.mktemp("weekend")).document
        finally:
            server.terminate()


def test_each_mistake_is_a_cause_and_nothing_else_is(document):
    assert {cause["key"] for cause in document["causes"]} == set().union(*MISTAKES.values())


def test_each_red_row_is_of_one_cause(document):
    red = [row["id"] for row in document["requirements"] if row["verdict"] == "fail" and row["level"] in SCORED]
    told = [id for cause in document["causes"] for id in cause["broken"]]
    assert sorted(told) == sorted(red)


def test_no_row_is_an_error_of_ours(document):
    assert [row["id"] for row in document["requirements"] if row["verdict"] == "error"] == []
