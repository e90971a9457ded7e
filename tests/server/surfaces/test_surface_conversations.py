"""Conversations: what is kept of them, what is added, and how they are gone on with."""

from __future__ import annotations

import pytest
from oaic_spec import contract

OPERATIONS = contract().operations
HELLO = {"role": "user", "content": "Hello"}


@pytest.fixture
def begin(client):
    def make(**members):
        return client.post("/conversations", json=members).json()

    return make


@pytest.fixture
def path(begin):
    return f"/conversations/{begin(items=[HELLO])['id']}"


def items(client, path, **params):
    return client.get(f"{path}/items", params=params).json()["data"]


def texts(listed):
    return [item["content"][0]["text"] for item in listed]


def test_a_conversation_keeps_the_contract(client, begin):
    conversation = begin(metadata={"colour": "green"})
    assert OPERATIONS["createConversation"].response.problems(conversation) == []
    assert conversation["metadata"] == {"colour": "green"}
    assert client.get(f"/conversations/{conversation['id']}").json() == conversation


def test_its_labels_are_changed_and_nothing_else(client, path):
    before = client.get(path).json()
    assert client.post(path, json={"metadata": {"colour": "blue"}}).json() == before | {"metadata": {"colour": "blue"}}
    assert client.post(path, json={"metadata": None}).json() == before | {"metadata": {}}
    assert texts(items(client, path)) == ["Hello"]


def test_items_are_added_and_found_again(client, path):
    added = client.post(f"{path}/items", json={"items": [HELLO | {"content": str(number)} for number in range(3)]})
    listed = added.json()
    assert OPERATIONS["createConversationItems"].response.problems(listed) == []
    assert (texts(listed["data"]), listed["has_more"]) == (["0", "1", "2"], False)
    assert texts(items(client, path)) == ["2", "1", "0", "Hello"]
    for item in listed["data"]:
        assert client.get(f"{path}/items/{item['id']}").json() == item


def test_an_item_is_taken_out(client, path):
    (item,) = items(client, path)
    conversation = client.delete(f"{path}/items/{item['id']}")
    assert conversation.json() == client.get(path).json()
    assert items(client, path) == []
    assert [client.get(f"{path}/items/{item['id']}").status_code] == [404]


def test_a_deleted_conversation_is_gone(client, path, respond):
    response = respond(conversation=path.rpartition("/")[2]).json()
    told = client.delete(path).json()
    assert told == {"id": path.rpartition("/")[2], "object": "conversation.deleted", "deleted": True}
    assert [client.get(path).status_code, client.get(f"{path}/items").status_code] == [404, 404]
    assert respond(conversation=told["id"]).status_code == 404
    assert client.get(f"/responses/{response['id']}").json() == response


@pytest.mark.parametrize("spelt", [lambda id: id, lambda id: {"id": id}], ids=["text", "object"])
def test_a_response_goes_on_with_it_and_is_added(client, path, respond, spelt):
    id = path.rpartition("/")[2]
    response = respond("Again", conversation=spelt(id)).json()
    assert response["conversation"] == {"id": id}
    _, asked, *answered = items(client, path, order="asc")
    assert (texts([asked]), asked["role"], answered) == (["Again"], "user", response["output"])


def test_a_response_that_fails_adds_nothing(client, path, respond):
    respond("Please fail to answer.", conversation=path.rpartition("/")[2])
    assert texts(items(client, path)) == ["Hello"]


def test_twenty_items_at_a_time(client, path):
    assert client.post(f"{path}/items", json={"items": [HELLO] * 20}).status_code == 200
    refused = client.post(f"{path}/items", json={"items": [HELLO] * 21}).json()["error"]
    assert (refused["code"], refused["param"]) == ("array_above_max_length", "items")


def test_the_pages_of_its_items_come_to_an_end(client, begin):
    id = begin(items=[HELLO | {"content": str(number)} for number in range(3)])["id"]
    first = client.get(f"/conversations/{id}/items", params={"order": "asc", "limit": 2}).json()
    rest = client.get(f"/conversations/{id}/items", params={"order": "asc", "after": first["last_id"]}).json()
    assert (texts(first["data"]), first["has_more"]) == (["0", "1"], True)
    assert (texts(rest["data"]), rest["has_more"]) == (["2"], False)


def test_a_conversation_of_nothing_has_no_ends(client, begin):
    empty = client.get(f"/conversations/{begin()['id']}/items").json()
    assert empty == {"object": "list", "data": [], "first_id": None, "last_id": None, "has_more": False}


def test_an_item_is_in_no_other_conversation(client, path, begin):
    (item,) = items(client, path)
    assert client.get(f"/conversations/{begin()['id']}/items/{item['id']}").status_code == 404


def test_what_is_streamed_is_added(client, path, respond):
    respond("Again", conversation=path.rpartition("/")[2], stream=True).read()
    _, asked, answered = items(client, path, order="asc")
    assert (texts([asked]), answered["role"]) == (["Again"], "assistant")


def test_the_second_turn_costs_what_the_first_said(begin, respond):
    id = begin()["id"]
    first, second = (respond("Again", conversation=id).json()["usage"]["input_tokens"] for _ in range(2))
    assert second > first


@pytest.mark.parametrize(
    ("members", "status", "param"),
    [
        ({"conversation": "conv_unknown"}, 404, None),
        ({"conversation": {"id": "conv_unknown"}}, 404, None),
        ({"conversation": 7}, 400, "conversation"),
        ({"conversation": "conv_1", "previous_response_id": "resp_1"}, 400, "previous_response_id"),
    ],
    ids=["unknown", "unknown object", "a number", "both"],
)
def test_what_is_no_conversation_is_refused(respond, members, status, param):
    refused = respond(**members)
    assert (refused.status_code, refused.json()["error"]["param"]) == (status, param)


@pytest.mark.parametrize(
    "item",
    [
        {"type": "function_call", "call_id": "call_1", "name": "ring", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "call_1", "output": "Rain."},
        {"type": "custom_tool_call", "call_id": "call_1", "name": "note", "input": "Buy milk."},
        {"type": "reasoning", "id": "rs_1", "summary": []},
    ],
    ids=lambda item: item["type"],
)
def test_items_of_each_kind_are_kept_as_they_were_given(client, path, item):
    added = client.post(f"{path}/items", json={"items": [item]}).json()
    assert OPERATIONS["createConversationItems"].response.problems(added) == []
    assert item.items() <= added["data"][0].items()


@pytest.mark.parametrize("spelt", ["include", "include[]"])
def test_more_may_be_asked_of_a_list(client, path, spelt):
    asked = client.get(f"{path}/items", params={spelt: "reasoning.encrypted_content"})
    assert asked.json() == client.get(f"{path}/items").json()
