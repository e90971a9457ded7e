"""Whatever value: it has problems exactly where another validator finds it wrong, each at a place that is there."""

from __future__ import annotations

from functools import cache

import jsonschema
import pytest
from arbitrary import HALVES, VALUES, changed, every_change
from chat_bodies import GOOD
from hypothesis import given
from hypothesis import strategies as st
from oaic_spec import contract
from oaic_spec.pointer import unescaped

SCHEMAS = sorted(contract().document["components"]["schemas"])
BODIES = "CreateChatCompletionRequest"


@cache
def validator(name):
    """That of other people."""
    return jsonschema.Draft202012Validator({**contract().document, "$ref": f"#/components/schemas/{name}"})


def right(name, value):
    return validator(name).is_valid(value)


def judged(name, value):
    """The problems, once each is seen to stand where it says."""
    schema = contract().schema(name)
    found = schema.problems(value)
    assert schema.accepts(value) is (found == [])
    for problem in found:
        assert problem.sentence.endswith(f"expected {problem.expected}, found {problem.observed}")
        assert problem.expected
        parent, last = parent_of(value, problem.pointer)
        assert there(parent, last) is (problem.keyword != "required"), problem
    return found


def parent_of(value, pointer):
    """What holds the last step of a pointer; the steps before it must be there."""
    *way, last = ["", *map(unescaped, pointer.split("/")[1:])]
    parent = {"": value}
    for step in way:
        parent = parent[int(step)] if isinstance(parent, list) else parent[step]
    return parent, last


def there(parent, step):
    return int(step) < len(parent) if isinstance(parent, list) else step in parent


@given(st.sampled_from(SCHEMAS), VALUES)
def test_any_value_against_any_schema(name, value):
    assert (judged(name, value) == []) is right(name, value)


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_one_place_changed_in_a_body_that_is_right(name):
    wrong = [body for body in every_change(GOOD[name]) if (judged(BODIES, body) == []) is not right(BODIES, body)]
    assert wrong == []


@given(st.sampled_from(sorted(GOOD)).flatmap(lambda name: changed(GOOD[name])))
def test_any_change_of_a_body_that_is_right(body):
    assert (judged(BODIES, body) == []) is right(BODIES, body)


@given(st.sampled_from(SCHEMAS), HALVES, st.integers(0, 300))
def test_no_value_is_too_odd_to_be_judged(name, text, depth):
    value = {text: text, "messages": [text]}
    for _ in range(depth):
        value = {"messages": [value], text: 1}
    assert contract().schema(name).accepts(value) is (contract().schema(name).problems(value) == [])
