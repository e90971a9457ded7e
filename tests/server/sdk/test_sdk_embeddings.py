"""The official SDK's embeddings: asked for as base64 by default, and the same numbers either way."""

from __future__ import annotations

import base64
import struct

import pytest
from official import WAYS, told

INPUTS = {
    "a text": "A parrot on a ship.",
    "texts": ["one", "two", "three"],
    "tokens": [1, 2, 3],
    "lists of tokens": [[1, 2], [3]],
}


@pytest.fixture(params=WAYS)
def sdk(request, server):
    return request.param(server.base_url, server.api_key)


def asked(input, **members):
    return lambda client: client.embeddings.create(model="parrot-1", input=input, **members)


def unpacked(text):
    packed = base64.b64decode(text)
    return list(struct.unpack(f"<{len(packed) // 4}f", packed))


@pytest.mark.parametrize("input", INPUTS.values(), ids=INPUTS)
def test_the_default_travels_as_base64_and_arrives_as_numbers(sdk, input):
    answer = sdk.one(asked(input))
    sent = sdk.wire.json
    vectors = [unpacked(entry["embedding"]) for entry in sent["data"]]
    assert [entry.embedding for entry in answer.data] == vectors
    assert [entry.index for entry in answer.data] == list(range(len(vectors)))
    assert told(answer.usage) == sent["usage"]


@pytest.mark.parametrize("input", INPUTS.values(), ids=INPUTS)
def test_numbers_arrive_as_they_were_sent(sdk, input):
    answer = sdk.one(asked(input, encoding_format="float"))
    assert told(answer) == sdk.wire.json


@pytest.mark.parametrize("members", [{}, {"dimensions": 8}], ids=["whole", "shortened"])
def test_both_formats_are_the_same_numbers(sdk, members):
    packed = sdk.one(asked("A parrot on a ship.", **members)).data[0].embedding
    plain = sdk.one(asked("A parrot on a ship.", encoding_format="float", **members)).data[0].embedding
    assert [struct.pack("<f", number) for number in plain] == [struct.pack("<f", number) for number in packed]
    assert len(plain) == members.get("dimensions", len(packed))
