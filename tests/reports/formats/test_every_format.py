"""Every format tells every kind of run."""

import functools
import json

import pytest
from golden import CASES, broken
from oaic_reports import FORMATS
from oaic_reports.document import problem
from oaic_reports.terminal.summary import summary
from oaic_reports.untrusted import ODD


@functools.cache
def told(case, name):
    return FORMATS[name](CASES[case]())


@pytest.mark.parametrize("case", CASES)
def test_the_cases_are_runs(case):
    assert problem(CASES[case]()) is None


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_gives_text_that_can_be_written(case, name):
    text = told(case, name)
    assert text.encode()
    assert text.endswith("\n")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "junit"])
def test_nothing_hides_in_the_text(case, name):
    """JUnit drops what XML forbids and keeps the rest for tools; people read the others."""
    assert not ODD.search(told(case, name))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_a_pure_function(name):
    run = broken()
    before = json.dumps(run)
    assert FORMATS[name](run) == FORMATS[name](run)
    assert json.dumps(run) == before


@pytest.mark.parametrize("name", ["html", "text", "markdown", "junit", "badge"])
def test_huge_texts_are_cut(name):
    assert len(told("huge", name)) < 400_000


@pytest.mark.parametrize("tell", [summary, *(FORMATS[name] for name in ("html", "markdown", "junit"))])
def test_a_finding_is_told_whole(tell):
    told = " ".join(tell(broken()).split()).replace("&quot;", '"').replace("&#34;", '"')
    for word in (
        "chat.stream.one-id",
        "Every chunk of a stream",
        '"chatcmpl-1"',
        '"chatcmpl-2"',
        "frame 5",
        "one message",
    ):
        assert word in told
