"""A heavy value is judged in portions: what is found is what is found in the whole, and in one place only."""

from __future__ import annotations

import pytest
from oaic_spec import contract
from oaic_suite.evidence import portions
from oaic_suite.evidence.portions import unshifted, weight

ENTRY = {"id": "m", "object": "model", "created": 1, "owned_by": "x"}
TOKEN = {"token": "a", "logprob": -1, "bytes": [1], "top_logprobs": []}


def choice(*tokens):
    message = {"role": "assistant", "content": "a", "refusal": None}
    told = {"content": list(tokens), "refusal": list(tokens)}
    return {"index": 0, "message": message, "logprobs": told, "finish_reason": "stop"}


def chat(*choices):
    return {"id": "c", "object": "chat.completion", "created": "now", "model": "m", "choices": list(choices)}


WRONG = TOKEN | {"logprob": "high"}
VALUES = {
    "wrong at its end": ("listModels", {"object": "list", "data": [*[ENTRY] * 40, {}, ENTRY | {"id": 1}]}),
    "wrong everywhere": ("listModels", {"object": 1, "data": [{}] * 40}),
    "wrong beside the array": ("listModels", {"object": 1, "data": [ENTRY] * 40}),
    "two arrays": ("createChatCompletion", chat(choice(TOKEN, WRONG, *[TOKEN] * 9, WRONG))),
    "arrays in an array": ("createChatCompletion", chat(choice(WRONG), choice(*[TOKEN] * 9, WRONG), choice(WRONG))),
    "no array": ("listModels", {str(number): number for number in range(40)}),
    "nothing": ("listModels", None),
}


@pytest.mark.parametrize("light", [1, 5, 20, 10**6])
@pytest.mark.parametrize("name", VALUES)
def test_portions_have_the_mistakes_of_the_whole(name, light, monkeypatch):
    monkeypatch.setattr(portions, "LIGHT", light)
    operation, value = VALUES[name]
    schema = contract().operations[operation].response
    found = {
        (unshifted(problem.pointer, shifts), problem.expected, problem.observed)
        for part, shifts in portions.portions(value)
        for problem in schema.problems(part)
    }
    assert found == {(problem.pointer, problem.expected, problem.observed) for problem in schema.problems(value)}


def test_a_portion_is_light_where_the_value_can_be_divided():
    value = {"object": "list", "data": [ENTRY] * 2000, "beside": [[0] * 3000]}
    assert max(weight(part) for part, _ in portions.portions(value)) <= 2 * portions.LIGHT + 10


@pytest.mark.parametrize("length", [portions.LIGHT + more for more in (-3, -2, -1, 0, 1, 6 * portions.LIGHT)])
def test_an_array_within_one_element_is_divided_and_nothing_of_it_is_lost(length):
    value = {"object": "list", "data": [{"index": 0, "embedding": [0.5] * length}]}
    parts = [part for part, _ in portions.portions(value)]
    assert sum(len(part["data"][0]["embedding"]) for part in parts) == length
    assert (
        max(weight(part) for part in parts) <= portions.LIGHT + weight({"object": "list", "data": [{"index": 0}]}) + 1
    )
