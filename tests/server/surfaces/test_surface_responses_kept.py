"""Responses that are kept: fetched, gone on with, referred to, made later, cancelled and deleted."""

from __future__ import annotations

import pytest
from oaic_spec import contract
from oaic_spec.events.walk import breaches
from response_bodies import KINDS, TIME

from conftest import read_events

OPERATIONS = contract().operations
RULES = OPERATIONS["createResponse"].stream
STORED = {name: members for name, members in KINDS.items() if members.get("store") is not False}


@pytest.fixture
def created(respond):
    def make(**members):
        return respond(**{**members, "stream": None, "stream_options": None}).json()

    return make


def text(response):
    return response["output"][-1]["content"][0]["text"]


@pytest.mark.parametrize("members", STORED.values(), ids=STORED)
def test_what_is_fetched_is_what_was_answered(client, created, members):
    response = created(**members)
    assert client.get(f"/responses/{response['id']}").json() == response


def test_a_stream_is_kept_as_it_ended(client, events):
    *_, (_, last) = events()
    assert client.get(f"/responses/{last['response']['id']}").json() == last["response"]


@pytest.mark.parametrize("after", [-1, 0, 5, 10**6])
def test_a_stream_goes_on_after_any_of_its_events(client, events, after):
    sent = events()
    path = f"/responses/{sent[0][1]['response']['id']}"
    again = client.get(path, params={"stream": "true", "starting_after": after})
    rest = [event for event in sent if event[1]["sequence_number"] > after]
    assert (read_events(again.text) if rest else again.text) == (rest or "")


def test_what_is_not_stored_is_not_there(client, created, respond):
    response = created(store=False)
    assert client.get(f"/responses/{response['id']}").status_code == 404
    assert respond(previous_response_id=response["id"]).json()["error"]["code"] == "previous_response_not_found"
    reference = [{"type": "item_reference", "id": response["output"][0]["id"]}]
    assert respond(reference).status_code == 404


def test_a_deleted_response_is_gone(client, created, respond):
    response = created()
    path = f"/responses/{response['id']}"
    told = client.delete(path)
    assert told.json() == {"id": response["id"], "object": "response", "deleted": True}
    assert [client.get(path).status_code, client.delete(path).status_code] == [404, 404]
    assert client.get(f"{path}/input_items").status_code == 404
    assert respond(previous_response_id=response["id"]).status_code == 400
    assert respond([{"id": response["output"][0]["id"]}]).status_code == 404


@pytest.mark.parametrize("path", ["", "/input_items", "?stream=true"])
def test_an_unknown_response_is_not_found(client, path):
    answer = client.get(f"/responses/resp_0{path}")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["param"]) == (404, None, None)


def test_a_response_goes_on_with_another(client, created):
    first = created(input="The time?", tools=[TIME])
    result = {"type": "function_call_output", "call_id": first["output"][0]["call_id"], "output": "Noon"}
    second = created(input=[result], previous_response_id=first["id"])
    assert (text(second), second["previous_response_id"]) == ("get_time says: Noon", first["id"])
    third = created(input="Hello", previous_response_id=second["id"])
    listed = client.get(f"/responses/{third['id']}/input_items").json()
    kinds = ["message", "message", "function_call_output", "function_call", "message"]
    assert [item["type"] for item in listed["data"]] == kinds


def test_instructions_are_not_carried_over(created):
    first = created(instructions="Be brief.")
    assert created(previous_response_id=first["id"])["instructions"] is None


def test_items_may_be_referred_to(created):
    first = created(input="The time?", tools=[TIME])
    (call,) = first["output"]
    result = {"type": "function_call_output", "call_id": call["call_id"], "output": "Noon"}
    assert text(created(input=[{"type": "item_reference", "id": call["id"]}, result])) == "get_time says: Noon"


def test_output_is_taken_as_input(created):
    first = created(input="Search for parrots.", tools=[{"type": "web_search"}], reasoning={"effort": "low"})
    assert text(created(input=[*first["output"], {"role": "user", "content": "Hello"}])) == "Hello"


def test_a_body_that_nobody_reads_does_no_harm(client, created):
    path = f"/responses/{created(background=True)['id']}/cancel"
    assert [client.post(path, json={"a": "b"}).status_code for _ in range(2)] == [200, 200]


def test_who_changes_an_answer_does_not_change_what_is_kept(client, respond):
    broken = {"x-oaic-fault": "chat.reply.schema"}
    response = respond(headers=broken).json()
    assert client.get(f"/responses/{response['id']}").json() == response


# --- in the background -----------------------------------------------------------------------------------


def test_a_response_is_made_while_somebody_asks_for_it(client, created):
    first = created(background=True)
    path = f"/responses/{first['id']}"
    statuses = [client.get(path).json()["status"] for _ in range(3)]
    assert (first["status"], first["output"], first["usage"]) == ("queued", [], None)
    assert statuses == ["in_progress", "completed", "completed"]
    assert text(client.get(path).json()) == "Hello"


def test_a_response_that_is_cancelled_stays_so(client, created):
    path = f"/responses/{created(background=True)['id']}"
    told = [client.post(f"{path}/cancel").json(), client.post(f"{path}/cancel").json(), client.get(path).json()]
    assert [(each["status"], each["output"]) for each in told] == [("cancelled", [])] * 3
    assert client.get(path, params={"stream": "true"}).status_code == 400


def test_a_response_that_is_complete_is_not_cancelled_any_more(client, created):
    path = f"/responses/{created(background=True)['id']}"
    for _ in range(2):
        client.get(path)
    assert client.post(f"{path}/cancel").json()["status"] == "completed"


def test_only_what_is_made_in_the_background_can_be_cancelled(client, created):
    assert client.post(f"/responses/{created()['id']}/cancel").status_code == 400
    assert client.post("/responses/resp_0/cancel").status_code == 404


def test_a_stream_from_the_background_is_queued_first(client, events):
    sent = events(background=True)
    assert [name for name, _ in sent[:3]] == ["response.created", "response.queued", "response.in_progress"]
    assert list(breaches(RULES, sent)) == []
    assert client.get(f"/responses/{sent[0][1]['response']['id']}").json() == sent[-1][1]["response"]


def test_a_response_goes_on_with_one_that_is_not_made_yet(created):
    first = created(input="Hello", background=True)
    assert text(created(input=[], previous_response_id=first["id"])) == "Hello"


# --- pages -----------------------------------------------------------------------------------------------


@pytest.fixture
def path(created):
    words = [{"role": "user", "content": str(number)} for number in range(5)]
    return f"/responses/{created(input=words)['id']}/input_items"


def words(page):
    return [item["content"][0]["text"] for item in page["data"]]


def test_the_latest_come_first(client, path):
    assert words(client.get(path).json()) == ["4", "3", "2", "1", "0"]
    assert words(client.get(path, params={"order": "asc"}).json()) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_page_by_page_each_item_comes_once(client, path, limit):
    seen, after = [], {}
    while True:
        page = client.get(path, params={"limit": limit, **after}).json()
        assert OPERATIONS["listInputItems"].response.problems(page) == []
        assert (page["first_id"], page["last_id"]) == (page["data"][0]["id"], page["data"][-1]["id"])
        seen += words(page)
        after = {"after": page["last_id"]}
        if not page["has_more"]:
            break
    assert seen == ["4", "3", "2", "1", "0"]


def test_there_is_nothing_after_the_last(client, path):
    last = client.get(path).json()["last_id"]
    empty = client.get(path, params={"after": last}).json()
    assert empty == {"object": "list", "data": [], "first_id": None, "last_id": None, "has_more": False}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"limit": 0}, "integer_below_min_value"),
        ({"limit": 101}, "integer_above_max_value"),
        ({"limit": "x"}, "invalid_type"),
        ({"order": "up"}, "invalid_value"),
        ({"after": "msg_0"}, "invalid_value"),
        ({"include[]": "colour"}, "invalid_value"),
    ],
)
def test_a_query_that_is_wrong_is_refused(client, path, params, code):
    answer = client.get(path, params=params)
    (name,) = params
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["param"].partition("[")[0]) == (400, code, name.partition("[")[0])


@pytest.mark.parametrize("name", ["include", "include[]"])
def test_a_list_in_a_query_is_spelt_either_way(client, path, name):
    assert client.get(path, params={name: ["reasoning.encrypted_content"]}).status_code == 200


def test_a_query_nobody_knows_is_let_pass(client, path):
    assert client.get(path, params={"colour": "green"}).status_code == 200
