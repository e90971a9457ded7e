"""Moderations: which words are found harmful, and how that is told."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.surfaces.moderations.verdict import CATEGORIES
from oaic_spec import contract

MODERATION = contract().operations["createModeration"]
HARMLESS, HARMFUL = "A parrot on a ship.", "They attack at dawn."
SQUARE = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


@pytest.fixture
def moderate(client):
    def ask(input, **members):
        return client.post("/moderations", json={"input": input, **members})

    return ask


def results(reply):
    assert MODERATION.response.problems(reply.json()) == []
    return reply.json()["results"]


def text(said):
    return {"type": "text", "text": said}


def picture(url):
    return {"type": "image_url", "image_url": {"url": url}}


def found(result):
    return [name for name, was in result["categories"].items() if was]


def test_what_is_harmful_is_flagged_and_nothing_else(moderate):
    harmless, harmful = results(moderate([HARMLESS, HARMFUL]))
    assert (found(harmless), harmless["flagged"]) == ([], False)
    assert (found(harmful), harmful["flagged"]) == (["violence"], True)
    assert harmful["category_scores"]["violence"] > 0.5 > max(harmless["category_scores"].values())
    assert len(set(harmless["category_scores"].values())) == len(CATEGORIES)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_can_be_found_by_its_name_and_with_it_what_it_belongs_to(moderate, category):
    (result,) = results(moderate(f"This is about {category}."))
    assert {category, category.partition("/")[0]} <= {*found(result)}


@pytest.mark.parametrize("said", ["Attacked", "heart attacks", "skilled"])
def test_a_word_is_a_whole_word(moderate, said):
    (result,) = results(moderate(said))
    assert found(result) == []


def test_the_same_is_judged_the_same(moderate):
    assert results(moderate(HARMFUL)) == results(moderate([HARMFUL])) == results(moderate([text(HARMFUL)]))


def test_parts_are_one_input_and_tell_what_was_looked_at(moderate):
    (result,) = results(moderate([text(HARMLESS), picture(SQUARE), text(HARMFUL)]))
    assert result["flagged"] is True
    assert result["category_applied_input_types"]["violence"] == ["text", "image"]
    assert result["category_applied_input_types"]["hate"] == ["text"]


def test_a_picture_says_what_its_address_says(moderate):
    (result,) = results(moderate([picture("https://example.com/blood.png")]))
    assert found(result) == ["violence", "violence/graphic"]
    assert result["category_applied_input_types"] == {
        name: ["image"] if name.startswith(("self-harm", "violence")) or name == "sexual" else [] for name in CATEGORIES
    }


@pytest.mark.parametrize(
    ("members", "told"),
    [({}, "omni-moderation-latest"), ({"model": "text-moderation-latest"}, None), ({"model": "parrot-1"}, None)],
)
def test_a_model_need_not_be_named(moderate, members, told):
    assert moderate(HARMLESS, **members).json()["model"] == (told or members["model"])


@pytest.mark.parametrize(
    ("input", "members", "status", "param"),
    [
        (7, {}, 400, "input"),
        ([], {}, 400, "input"),
        ([picture("data:image/png;base64,AAAA")], {}, 400, None),
        ([{"type": "sound"}], {}, 400, "input[0].type"),
        (HARMLESS, {"model": "nobody"}, 404, None),
    ],
)
def test_what_cannot_be_looked_at_is_refused(moderate, input, members, status, param):
    refusal = moderate(input, **members)
    assert (refusal.status_code, refusal.json()["error"]["param"]) == (status, param)


def test_the_moderators_do_not_chat(client):
    body = {"model": "omni-moderation-latest", "messages": [{"role": "user", "content": "Hello"}]}
    assert client.post("/chat/completions", json=body).status_code == 404


@pytest.mark.parametrize("input", ["a " * 1_000, ["a"] * 9], ids=["a long text", "many texts"])
def test_what_costs_too_much_is_not_looked_at(reference_server_factory, input):
    server = reference_server_factory(work_limit=8)
    headers = {"authorization": f"Bearer {server.api_key}"}
    reply = httpx.post(f"{server.base_url}/moderations", json={"input": input}, headers=headers, trust_env=False)
    assert (reply.status_code, reply.json()["error"]["param"]) == (400, "input")
