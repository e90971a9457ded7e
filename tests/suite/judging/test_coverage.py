"""The coverage map holds both ways: each line leads to requirements, each scored requirement stands on a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.verdict import INFO

DOCS = Path(__file__).parents[3] / "docs"
TEXT = (DOCS / "coverage.yaml").read_text("utf-8")
COVERAGE = yaml.safe_load(TEXT)
LINES = {
    f"{section}.{key}": line
    for section in ("survey", "invariants", "defects", "clients", "hunted")
    for key, line in COVERAGE[section].items()
}
REASONS = ("not observable on the wire", "model quality", "out of scope", "later")
# What the suite is about already: a line of these may only wait for something it is not about.
IN_SCOPE = re.compile(r"survey\.([1-9]|[1-4]\d|5[0-6]|7[89]|[89]\d|10[0-3]|14[4-9]|15\d|16[01])|invariants\.3\.[12]-.*")
NOT_YET = ("tools", "structured output", "images", "audio", "browsers", "fuzzing", "official libraries", "costs")


def repeated(values: Iterator[str] | list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from mappings(value)


def named(line: dict[str, object]) -> list[str]:
    return line.get("requirements", [])


def test_no_key_stands_twice():
    """YAML readers keep the last of two keys and say nothing."""
    twice = [repeated([key.value for key, _ in node.value]) for node in mappings(yaml.compose(TEXT))]
    assert [keys for keys in twice if keys] == []


def test_the_survey_is_counted_through():
    assert list(COVERAGE["survey"]) == list(range(1, 235))


def test_a_line_has_nothing_but_its_members():
    known = {"what", "members", "requirements", "reason", "note"}
    assert {key: line.keys() - known for key, line in LINES.items() if line.keys() - known} == {}
    assert [key for key, line in LINES.items() if not line.get("what")] == []


def test_a_line_has_requirements_or_a_reason():
    neither_or_both = [key for key, line in LINES.items() if bool(named(line)) == bool(line.get("reason"))]
    assert neither_or_both == []


def test_a_reason_is_one_of_the_list():
    assert {line["reason"] for line in LINES.values() if "reason" in line} <= set(REASONS)


def test_a_defect_belongs_to_one_family():
    families = COVERAGE["defects"]
    assert [key for key, line in families.items() if not line.get("members")] == []
    assert repeated([member for line in families.values() for member in line["members"]]) == []


def test_what_was_hunted_says_where_it_was_seen():
    seen = [member for line in COVERAGE["hunted"].values() for member in line.get("members", [])]
    assert [member for member in seen if not re.fullmatch(r"[\w.-]+/[\w.-]+#\d+", member)] == []
    assert len(seen) == len(set(seen)) == len(COVERAGE["hunted"])


def test_every_requirement_named_is_in_the_catalogue():
    strangers = {key: [id for id in named(line) if id not in catalogue()] for key, line in LINES.items()}
    assert {key: ids for key, ids in strangers.items() if ids} == {}
    assert [id for id in COVERAGE["beyond"] if id not in catalogue()] == []


def test_no_line_names_a_requirement_twice():
    assert {key: twice for key, line in LINES.items() if (twice := repeated(named(line)))} == {}


def test_every_scored_requirement_stands_on_a_line_or_goes_beyond():
    accounted = {id for line in LINES.values() for id in named(line)} | set(COVERAGE["beyond"])
    assert [
        requirement.id
        for requirement in catalogue().values()
        if requirement.level is not INFO and requirement.id not in accounted
    ] == []


def test_what_goes_beyond_is_on_no_line():
    on_lines = {id for line in LINES.values() for id in named(line)}
    assert [id for id in COVERAGE["beyond"] if id in on_lines] == []
    assert repeated(COVERAGE["beyond"]) == []


def test_what_is_in_scope_waits_only_for_what_is_not():
    waiting = {key: line.get("note", "") for key, line in LINES.items() if line.get("reason") == "later"}
    unexcused = [key for key, note in waiting.items() if IN_SCOPE.fullmatch(key) and not note.startswith(NOT_YET)]
    assert unexcused == []


def test_every_reason_is_explained():
    told = (DOCS / "coverage.md").read_text("utf-8")
    assert [reason for reason in REASONS if f"`{reason}`" not in told] == []
