"""Embeddings: one vector for each input, the same in either spelling."""

from __future__ import annotations

import base64
import math
import struct

import httpx
import pytest
from oaic_server.parrot import tokenizer
from oaic_server.parrot.vector import Space, as_base64, packed, unpacked, words
from oaic_server.parrot.vocabulary import SIZE, word
from oaic_spec import contract

OPERATION = contract().operations["createEmbedding"]
INPUTS = {
    "text": ("Hello, parrot", 1),
    "texts": (["Hello", "parrot", "Hello"], 3),
    "tokens": ([100, 201, 301], 1),
    "lists of tokens": ([[100, 201], [301]], 2),
    "the first and the last token": ([0, SIZE - 1], 1),
    "emoji": ("😀 漢字", 1),
    "an empty text": ("", 1),
}


@pytest.fixture
def embed(client):
    def ask(input="Hello", **members):
        return client.post("/embeddings", json={"model": "parrot-1", "input": input, **members})

    return ask


def embeddings(reply):
    return [entry["embedding"] for entry in reply.json()["data"]]


def vector(tokens, length):
    return Space(length).vector(words(tokens))


@pytest.mark.parametrize(("given", "count"), INPUTS.values(), ids=INPUTS)
def test_every_input_has_its_vector(embed, given, count):
    reply = embed(given)
    assert OPERATION.response.problems(reply.json()) == []
    assert [entry["index"] for entry in reply.json()["data"]] == list(range(count))
    assert [len(found) for found in embeddings(reply)] == [128] * count
    assert reply.headers["openai-model"] == "parrot-1"


@pytest.mark.parametrize(("given", "count"), INPUTS.values(), ids=INPUTS)
def test_base64_decodes_to_the_same_floats(embed, given, count):
    texts = embeddings(embed(given, encoding_format="base64"))
    spelt = [struct.unpack("<128f", base64.b64decode(text)) for text in texts]
    assert [list(found) for found in spelt] == embeddings(embed(given))


def test_an_empty_text_costs_a_token_and_points_somewhere(embed):
    reply = embed("")
    assert reply.json()["usage"] == {"prompt_tokens": 1, "total_tokens": 1}
    assert math.hypot(*embeddings(reply)[0]) == pytest.approx(1)


def test_an_encoding_of_null_is_none_asked_for(embed):
    assert embeddings(embed(encoding_format=None)) == embeddings(embed())


def test_the_official_client_gets_the_same_floats_by_default(server, embed):
    openai = pytest.importorskip("openai")
    with openai.OpenAI(base_url=server.base_url, api_key=server.api_key, max_retries=0) as client:
        found = client.embeddings.create(model="parrot-1", input=["one", "two"])
    assert [entry.embedding for entry in found.data] == embeddings(embed(["one", "two"]))


def test_a_text_has_the_same_vector_alone_and_in_company(embed):
    assert embeddings(embed(["one", "two"])) == embeddings(embed("one")) + embeddings(embed("two"))


def test_usage_counts_every_token_once(embed):
    assert embed(["one two", "three"]).json()["usage"] == {"prompt_tokens": 3, "total_tokens": 3}
    assert embed([[1, 2], [3]]).json()["usage"] == {"prompt_tokens": 3, "total_tokens": 3}


@pytest.mark.parametrize("length", [1, 2, 255, 3072])
def test_vectors_are_as_long_as_asked(embed, length):
    (found,) = embeddings(embed(dimensions=length))
    assert len(found) == length
    assert math.hypot(*found) == pytest.approx(1, abs=1e-6)


def test_a_shorter_vector_points_the_way_the_longer_one_begins():
    long, short = vector([b"one", b" two"], 64), vector([b"one", b" two"], 8)
    scale = math.hypot(*long[:8])
    assert short == pytest.approx([component / scale for component in long[:8]], abs=1e-6)


def test_texts_that_share_words_lie_near():
    parrot, other, ship = (vector(tokenizer.encode(text), 256) for text in ("a parrot sat", "Parrot sat", "ship ahoy"))
    assert cosine(parrot, other) > 0.7 > cosine(parrot, ship)


def cosine(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_floats_survive_being_packed():
    found = vector([b"one"], 16)
    assert [*unpacked(packed(found))] == [*found]
    assert base64.b64decode(as_base64(found)) == packed(found)


def test_nothing_at_all_has_a_direction():
    assert math.hypot(*vector([], 4)) == pytest.approx(1)


@pytest.mark.parametrize("ids", [range(0, 300), range(SIZE - 300, SIZE)])
def test_every_token_is_a_word_of_its_own(ids):
    text = b"".join(map(word, ids)).decode()
    assert tokenizer.encode(text) == [word(each) for each in ids]
    assert len(set(tokenizer.encode(text))) == len(ids)


REFUSED = {
    "an empty text among others": ({"input": ["a", ""]}, 400, "empty_string", "input[1]"),
    "no text": ({"input": []}, 400, "empty_array", "input"),
    "an empty list of tokens": ({"input": [[1], []]}, 400, "empty_array", "input[1]"),
    "too many texts": ({"input": ["a"] * 2049}, 400, "array_above_max_length", "input"),
    "a number": ({"input": 7}, 400, "invalid_type", "input"),
    "a token below the first": ({"input": [-1]}, 400, None, None),
    "a token beyond the last": ({"input": [[1], [SIZE]]}, 400, None, None),
    "no dimensions": ({"dimensions": 0}, 400, "integer_below_min_value", "dimensions"),
    "too many dimensions": ({"dimensions": 3073}, 400, "integer_above_max_value", "dimensions"),
    "another spelling": ({"encoding_format": "hex"}, 400, "invalid_value", "encoding_format"),
    "a text beyond the context": ({"input": "word " * 1001}, 400, "context_length_exceeded", "input"),
    "a member of no request": ({"mood": "x"}, 400, "unknown_parameter", "mood"),
    "an unknown model": ({"model": "gpt-9"}, 404, "model_not_found", None),
}


@pytest.mark.parametrize(("members", "status", "code", "param"), REFUSED.values(), ids=REFUSED)
def test_a_body_is_refused(embed, members, status, code, param):
    reply = embed(**members)
    error = reply.json()["error"]
    assert contract().schema("ErrorResponse").problems(reply.json()) == []
    assert (reply.status_code, error["code"], error["param"]) == (status, code, param)


def test_all_inputs_together_have_a_limit(reference_server_factory):
    roomy = reference_server_factory(context_window=100_000)
    body = {"model": roomy.model, "input": [[1] * 8000] * 38}
    reply = httpx.post(
        f"{roomy.base_url}/embeddings",
        json=body,
        headers={"authorization": f"Bearer {roomy.api_key}"},
        trust_env=False,
    )
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "context_length_exceeded")
