"""What a refusal or a failure says: which member it is about, by a place or in words."""

from __future__ import annotations

import json

import pytest
from oaic_suite.asking.told import Told


@pytest.mark.parametrize(
    "said",
    [
        {"error": {"message": "no", "param": "tools[0].type"}},
        {"detail": [{"loc": ["body", "tools", 0], "msg": "no"}]},
        {"detail": "tools[0].function.type: no such member"},
        {"message": "body.tools: no; at tools.0.type"},
    ],
    ids=["param", "loc", "index", "dot"],
)
def test_a_place_in_a_member_is_found_wherever_it_is_told(said):
    assert Told.read(json.dumps(said)).points_into("tools")


@pytest.mark.parametrize("said", ["the tools broke", "tools.py, line 7", "my_tools[0]", "x.tools[0]", "tools"])
def test_a_member_that_words_name_by_chance_is_none(said):
    told = Told.read(json.dumps({"error": {"message": said}}))
    assert not told.points_into("tools")
