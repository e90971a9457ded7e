"""What the contract leaves out: all that it does not have, and nothing that it has."""

from __future__ import annotations

import pytest
from oaic_spec import contract
from oaic_spec.left_out import is_left_out, left_out

PUBLISHED, LATER = 281, 101  # of the description 2.3.0, and of the SDK 3.51.0 beyond it


def test_what_is_left_out_and_what_is_not_are_all_there_are():
    ours = [operation for operation in contract().operations.values() if not operation.convention]
    assert len(ours) + sum(family.published for family in left_out()) == PUBLISHED
    assert sum(family.later for family in left_out()) == LATER


@pytest.mark.parametrize("operation", contract().operations.values(), ids=contract().operations)
def test_no_operation_of_the_contract_is_left_out(operation):
    whole = f"{operation.method} {operation.path}"
    assert (is_left_out(operation.path), is_left_out(whole)) == (False, False)


@pytest.mark.parametrize(
    ("path", "out"),
    [("/threads", True), ("/threads/t-1/runs", True), ("/threadsafe", False), ("/audio/voices", True), ("/", False)],
)
def test_a_family_has_what_lies_below_its_paths(path, out):
    assert is_left_out(path) is out


def test_no_path_is_of_two_families():
    paths = [path for family in left_out() for path in family.paths]
    assert len(paths) == len(set(paths))
    assert [family.name for family in left_out() if not family.why] == []
