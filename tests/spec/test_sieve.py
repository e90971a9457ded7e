"""Of many mistakes of one kind the first few are explained, and none of another kind is lost behind them."""

from __future__ import annotations

from oaic_spec import contract
from oaic_spec.sieve import FEW, Sieve

SCHEMA = contract().operations["listModels"].response
ENTRY = {"id": "m", "object": "model", "created": 1, "owned_by": "x"}


def problems(*entries, sieve):
    return SCHEMA.problems({"object": "list", "data": list(entries)}, sieve)


def test_a_few_of_each_kind_are_explained():
    found = problems(*[{"id": 1}] * 200, ENTRY | {"created": "x"}, sieve=Sieve())
    count = {}
    for problem in found:
        kind = problem.pointer.rpartition("/")[2], problem.expected
        count[kind] = count.get(kind, 0) + 1
    assert count == {
        ("id", "a string"): FEW,
        ("object", '"model"'): FEW,
        ("created", "an integer"): FEW + 1,
        ("owned_by", "a string"): FEW,
    }


def test_it_counts_from_one_value_to_the_next():
    sieve = Sieve()
    assert [len(problems(ENTRY | {"id": 1}, sieve=sieve)) for _ in range(FEW + 1)] == [1] * FEW + [0]
