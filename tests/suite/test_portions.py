"""A heavy value is divided until its parts are light, or cannot be divided any more."""

from __future__ import annotations

import pytest
from oaic_suite.evidence.portions import LIGHT, portions, weight


@pytest.mark.parametrize("length", [LIGHT - 3, LIGHT - 2, LIGHT - 1, LIGHT, LIGHT + 1, 7 * LIGHT])
def test_an_array_within_one_element_is_divided_and_nothing_of_it_is_lost(length):
    value = {"object": "list", "data": [{"index": 0, "embedding": [0.5] * length}]}
    parts = [part for part, _ in portions(value)]
    assert sum(len(part["data"][0]["embedding"]) for part in parts) == length
    assert max(weight(part) for part in parts) <= LIGHT + weight({"object": "list", "data": [{"index": 0}]}) + 1
