"""Vectors as the checks read them: in either spelling, compared by where they lie."""

from __future__ import annotations

import base64
import json
import math
import struct

import pytest
from oaic_suite.checks.embeddings import readings
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]


def reply(*embeddings, indexes=None):
    data = [
        {"object": "embedding", "index": index, "embedding": embedding}
        for index, embedding in zip(indexes or range(len(embeddings)), embeddings, strict=True)
    ]
    body = {"object": "list", "data": data, "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}
    request = Request("POST", "http://x/v1/embeddings", operation="createEmbedding")
    return Reply(Exchange("x1", request, 200, body=json.dumps(body).encode()))


def spelt(vector, form="<f"):
    return base64.b64encode(b"".join(struct.pack(form, each) for each in vector)).decode()


def values(found):
    return [list(each.value) for each in found]


def test_both_spellings_are_the_same_vector():
    assert values(readings.vectors(reply(EAST, spelt(EAST)))) == [EAST, EAST]


@pytest.mark.parametrize("text", ["AAA", "AAAAAA", "AAAA", "not base64!", "_-__"], ids=repr)
def test_what_is_no_base64_of_floats_is_found(text):
    (found,) = readings.undecodable(reply(spelt(EAST), text))
    assert found.place.pointer == "/data/1/embedding"


def test_where_nothing_is_base64_nothing_is_said_of_it():
    with pytest.raises(NotEstablished, match="no embedding is base64"):
        readings.undecodable(reply(EAST))


def test_nested_arrays_are_no_vectors():
    with pytest.raises(NotEstablished, match="not an array of numbers"):
        readings.vectors(reply([EAST]))


@pytest.mark.parametrize(
    ("value", "fine"),
    [([1, 0.5], True), ([], True), ([True], False), (["1"], False), ("1", False), (None, False)],
    ids=repr,
)
def test_an_array_of_numbers(value, fine):
    assert readings.is_array_of_numbers(value) is fine


def test_what_is_not_a_number_is_found():
    (found,) = readings.not_numbers(reply(spelt([1.0, math.nan])))
    assert (found.place.pointer, found.observed) == ("/data/0/embedding", "nan at 1")


def test_distances_are_measured_by_the_first():
    assert readings.distance([2.0, 0.0], [2.0, 1.0]) == 0.5
    assert readings.distance(EAST, [1.0]) == math.inf
    assert readings.distance(EAST, [1.0, math.nan]) == math.inf


def test_a_vector_is_found_by_its_index_wherever_it_stands():
    assert readings.at_index(reply(NORTH, EAST, indexes=[1, 0]), 0).value == EAST
    with pytest.raises(NotEstablished, match="not exactly one entry has index 0"):
        readings.at_index(reply(NORTH, EAST, indexes=[0, 0]), 0)


def test_a_model_that_answers_at_random_settles_nothing():
    assert readings.steady(reply(EAST), reply([1.0, 0.001])) == EAST
    with pytest.raises(NotEstablished, match="moves by 141%"):
        readings.steady(reply(EAST), reply(NORTH))


def test_high_bytes_first_are_another_vector():
    assert readings.moved(reply(spelt(EAST)), EAST) == []
    assert [found.expected for found in readings.moved(reply(spelt(EAST, ">f")), EAST)] == [
        "the same vector, of 2 components"
    ]


def test_vectors_that_changed_places_are_found():
    assert readings.misplaced(reply(EAST, NORTH), [EAST, NORTH]) == []
    found = readings.misplaced(reply(NORTH, EAST), [EAST, NORTH])
    assert [(each.place.pointer, each.observed) for each in found] == [
        ("/data/0/embedding", "that of input 1"),
        ("/data/1/embedding", "that of input 0"),
    ]


def test_one_vector_for_everything_settles_nothing():
    with pytest.raises(NotEstablished, match="different texts have the same vector"):
        readings.misplaced(reply(EAST, EAST), [EAST, EAST])
