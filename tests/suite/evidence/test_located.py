"""Values that know their place, and what is wrong among them."""

from __future__ import annotations

import pytest
from oaic_suite.evidence.located import Located, expand, failing, repeated, unlike
from oaic_suite.evidence.place import ABSENT, Place

VALUE = {"a": [{"b": 1}, {"b": True}, {"b": 1.0}, {}], "c/d": {"~": None}, "e": []}
ROOT = Located(VALUE, Place("x", "", frame=3, span=(1, 2)))


def found(pattern):
    return [(located.value, located.place.pointer) for located in expand(ROOT, pattern)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("", [(VALUE, "")]),
        ("/a/0/b", [(1, "/a/0/b")]),
        ("/a/*/b", [(1, "/a/0/b"), (True, "/a/1/b"), (1.0, "/a/2/b")]),
        ("/a/9/b", []),
        ("/a/b", []),
        ("/*/~", [(None, "/c~1d/~0")]),
        ("/e/*", []),
        ("/a/0/b/c", []),
    ],
)
def test_a_pattern_names_places(pattern, expected):
    assert found(pattern) == expected


def test_a_place_below_keeps_its_frame():
    below = ROOT.below("a", 0, "b")
    assert (below.value, below.place) == (1, Place("x", "/a/0/b", frame=3, span=(1, 2)))


@pytest.mark.parametrize("path", [("z",), ("a", 9), ("a", "b"), ("a", 0, "b", "c"), ("c/d", 0)])
def test_what_is_not_there_is_absent(path):
    assert ROOT.below(*path).value is ABSENT


def told(findings):
    return [(finding.place.pointer, finding.expected, finding.observed) for finding in findings]


def test_unlike_tells_true_from_one():
    pieces = list(expand(ROOT, "/a/*"))
    assert told(unlike(pieces, ("b",), 1)) == [
        ("/a/1/b", "1", "True"),
        ("/a/2/b", "1", "1.0"),
        ("/a/3/b", "1", "nothing"),
    ]
    assert told(unlike(pieces, ("b",), 1, 1.0, True, ABSENT)) == []


def test_failing_says_what_was_wanted():
    assert told(failing(expand(ROOT, "/a/*/b"), lambda value: value is True, "the truth")) == [
        ("/a/0/b", "the truth", "1"),
        ("/a/2/b", "the truth", "1.0"),
    ]


def test_repeated_finds_every_one_of_them():
    entries = Located([["a"], ["b"], ["a"], 1, True], Place("x", ""))
    assert told(repeated(expand(entries, "/*"), "one of its kind")) == [
        ("/0", "one of its kind", "['a']"),
        ("/2", "one of its kind", "['a']"),
    ]
