"""JUnit XML as CI systems read it."""

from xml.etree import ElementTree

import pytest
from golden import CASES, broken, hostile, partial, truncated, unreachable
from golden_parts import row, run
from oaic_reports.formats.junit import junit


def parsed(run):
    return ElementTree.fromstring(junit(run).encode())


def only_case(**changes):
    (case,) = parsed(run([row("chat.create.ok", **changes)])).iter("testcase")
    return case


@pytest.mark.parametrize("case", CASES)
def test_it_parses(case):
    assert parsed(CASES[case]()).tag == "testsuites"


def test_what_was_not_asked_for_is_skipped():
    suite = next(suite for suite in parsed(partial()).iter("testsuite") if suite.get("name") == "run")
    assert (suite.get("tests"), suite.get("skipped"), suite.get("errors")) == ("1", "1", "0")
    assert suite.find("testcase/skipped").get("message").startswith("Only a part was judged: 1 of 1,200 requirements")


@pytest.mark.parametrize(
    ("verdict", "level", "tag", "type"),
    [
        ("pass", "MUST", None, None),
        ("fail", "MUST", "failure", "MUST"),
        ("fail", "SHOULD", "failure", "SHOULD"),
        ("fail", "INFO", None, None),
        ("inconclusive", "MUST", "error", "inconclusive"),
        ("inconclusive", "INFO", None, None),
        ("not_run", "SHOULD", "error", "not_run"),
        ("error", "INFO", "error", "error"),
        ("not_applicable", "MUST", "skipped", None),
    ],
)
def test_a_verdict_has_its_element(verdict, level, tag, type):
    told = [(e.tag, e.get("type")) for e in only_case(verdict=verdict, level=level) if e.tag != "properties"]
    assert told == ([(tag, type)] if tag else [])


def test_a_suite_for_each_surface():
    suites = {suite.get("name"): suite for suite in parsed(broken())}
    assert suites["chat.stream"].get("tests") == "3"
    assert suites["chat.stream"].get("failures") == "2"
    assert suites["tools.call"].get("errors") == "3"
    assert suites["embeddings.create"].get("skipped") == "1"


def test_the_counts_of_the_whole_are_those_of_its_suites():
    root = parsed(broken())
    for name in ("tests", "failures", "errors", "skipped"):
        assert int(root.get(name)) == sum(int(suite.get(name)) for suite in root)


def test_what_xml_forbids_is_removed_and_the_rest_kept():
    failure = parsed(hostile()).find(".//failure")
    assert "]]>" in failure.text
    assert "[31mred" in failure.text
    assert not {"\x00", "\x1b", "\ufffe"} & set(failure.text)


@pytest.mark.parametrize(("case", "type"), [(truncated, "truncated"), (unreachable, "invalid")])
def test_a_run_that_proves_nothing_is_not_green(case, type):
    assert parsed(case()).find("testsuite[@name='run']/testcase/error").get("type") == type
