"""The catalogue is whole: every requirement is well stated, and REQUIREMENTS.md says what it says."""

from __future__ import annotations

import ast
import inspect
import re
from itertools import takewhile
from pathlib import Path

import pytest
from oaic_suite.judging.catalogue import catalogue, variants
from oaic_suite.judging.listing import markdown
from oaic_suite.judging.selecting.profile import profiles
from oaic_suite.judging.verdict import INFO, Level

ROOT = Path(__file__).parents[3]
CATALOGUE = catalogue()
# A standard and a section of it, as in `RFC 9110, 15.5.6:` or `Fetch standard, 4.10 (CORS check):`.
STANDARD = re.compile(r"# (RFC \d{4}|WHATWG HTML|Fetch standard), \d+(\.\d+)*\b[^:]*: \S")


def test_requirements_md_is_current():
    """`oaic requirements > REQUIREMENTS.md` brings it up to date."""
    assert (ROOT / "REQUIREMENTS.md").read_text("utf-8") == markdown(CATALOGUE)


def test_each_surface_has_one_heading():
    headings = [line for line in markdown(CATALOGUE).splitlines() if line.startswith("## ")]
    assert headings == sorted(set(headings))


def ill_made(requirement):
    if not requirement.statement.endswith("."):
        yield "the statement is no sentence"
    if requirement.level is not INFO and requirement.basis in ("hearsay", "taste"):
        yield f"{requirement.basis} is scored"
    if not variants(requirement):
        yield "no variant of its conversation is asked about"
    if requirement.breaks is not None and len(requirement.breaks) > 140:
        yield "what breaks is longer than 140 characters"


def test_a_requirement_is_well_made():
    assert {each.id: wrong for each in CATALOGUE.values() if (wrong := list(ill_made(each)))} == {}


def compares(check) -> bool:
    function = ast.parse(inspect.getsource(check).lstrip()).body[0]
    tests = [node.test for node in ast.walk(function) if isinstance(node, ast.Assert)]
    return bool(tests) and all(isinstance(test, ast.Compare) and len(test.ops) == 1 for test in tests)


def test_a_check_compares_what_it_observed():
    """Every assertion is one comparison, observed left and expected right: so it can explain itself."""
    assert [requirement.id for requirement in CATALOGUE.values() if not compares(requirement.check)] == []


def test_every_scored_requirement_is_in_a_profile():
    outside = [
        requirement.id
        for requirement in CATALOGUE.values()
        if requirement.level is not INFO and not any(profile.covers(requirement.id) for profile in profiles().values())
    ]
    assert outside == []


def test_there_are_requirements_of_every_level():
    assert {requirement.level for requirement in CATALOGUE.values()} == set(Level)


def test_an_observation_is_never_a_must():
    observed = [requirement for requirement in CATALOGUE.values() if requirement.basis == "observed"]
    assert [requirement.id for requirement in observed if requirement.level is Level.MUST] == []


def comment_above(check) -> str:
    """The lines of comment that touch the first decorator of a check, as one."""
    code = inspect.unwrap(check).__code__
    before = Path(code.co_filename).read_text("utf-8").splitlines()[: code.co_firstlineno - 1]
    return "\n".join(reversed([*takewhile(lambda line: line.startswith("#"), reversed(before))]))


@pytest.mark.parametrize("requirement", [each for each in CATALOGUE.values() if each.basis == "rfc"], ids=str)
def test_what_a_standard_wants_is_said_above_its_check(requirement):
    code = requirement.check.__code__
    where = f"{Path(code.co_filename).relative_to(ROOT)}, line {code.co_firstlineno}"
    hint = f"write directly above it, in your own words, what the standard says: `# RFC 9110, 15.5.6: ...` ({where})"
    assert STANDARD.search(comment_above(requirement.check)), hint


def test_that_a_wrong_request_is_the_clients_fault_is_asked_of_what_was_sent_wrong_alone():
    """The failure of a lawful request is told by the row about its status, and is mended elsewhere."""
    rows = [row for row in CATALOGUE.values() if row.id.endswith(".client-fault")]
    assert [row.id for row in rows if row.only is None] == []
