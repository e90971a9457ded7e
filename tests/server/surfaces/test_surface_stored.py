"""Chats that are kept because their requests say so: listed, given, labelled anew, forgotten."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread
from oaic_spec import contract

OPERATIONS = contract().operations
PICTURE = {"type": "image_url", "image_url": {"url": "https://example.com/parrot.png"}}
PARTS = [{"type": "text", "text": "What "}, {"type": "text", "text": "is it?"}, PICTURE]


@pytest.fixture
def keep(chat):
    def ask(text="Hello", **members):
        return chat(text, store=True, **members).json()

    return ask


@pytest.fixture
def listed(client):
    def ask(**asked):
        return client.get("/chat/completions", params=asked).json()

    return ask


def ids(page):
    return [chat["id"] for chat in page["data"]]


def path(chat):
    return f"/chat/completions/{chat['id']}"


def test_what_is_kept_is_the_answer_with_its_labels(client, keep):
    answer = keep(metadata={"colour": "green"}, temperature=0.5)
    kept = client.get(path(answer)).json()
    assert OPERATIONS["getChatCompletion"].response.problems(kept) == []
    assert {name: kept[name] for name in answer} == answer
    assert (kept["metadata"], kept["temperature"], kept["tools"]) == ({"colour": "green"}, 0.5, None)


@pytest.mark.parametrize("store", [False, None])
def test_what_is_not_to_be_kept_is_not(client, chat, store):
    answer = chat(store=store).json()
    assert client.get(path(answer)).status_code == 404


def test_a_stream_is_kept_as_the_answer_it_was(client, stream, chat):
    chunks = stream("Tell me more", store=True, n=2, stream_options={"include_obfuscation": True})
    kept = client.get(path(chunks[0])).json()
    plain = chat("Tell me more", n=2).json()
    assert kept["choices"] == plain["choices"]
    assert kept["usage"] == plain["usage"]


def test_a_list_is_by_labels_and_by_model(keep, listed):
    green, blue = [keep(metadata={"colour": colour, "of": "two"})["id"] for colour in ("green", "blue")]
    assert ids(listed(**{"metadata[of]": "two"})) == [blue, green]
    assert ids(listed(**{"metadata[of]": "two", "metadata[colour]": "green"})) == [green]
    assert ids(listed(**{"metadata[of]": "two", "model": "parrot-1"})) == [blue, green]
    assert ids(listed(**{"metadata[of]": "two", "model": "parrot-1-mini"})) == []


def test_a_list_is_read_page_by_page(keep, listed):
    made = [keep(metadata={"of": "three"})["id"] for _ in range(3)]
    first = listed(**{"metadata[of]": "three"}, order="asc", limit=2)
    assert OPERATIONS["listChatCompletions"].response.problems(first) == []
    rest = listed(**{"metadata[of]": "three"}, order="asc", limit=2, after=first["last_id"])
    assert (ids(first) + ids(rest), first["has_more"], rest["has_more"]) == (made, True, False)


@pytest.mark.parametrize("asked", [{"limit": 0}, {"order": "up"}, {"metadata": "green"}, {"after": "nobody"}])
def test_a_list_that_cannot_be_is_refused(client, asked):
    refusal = client.get("/chat/completions", params=asked)
    assert (refusal.status_code, refusal.json()["error"]["param"]) == (400, *asked)


def test_its_labels_are_changed_and_nothing_else(client, keep):
    answer = keep(metadata={"colour": "green"})
    before = client.get(path(answer)).json()
    changed = client.post(path(answer), json={"metadata": {"colour": "blue"}})
    assert changed.json() == before | {"metadata": {"colour": "blue"}} == client.get(path(answer)).json()
    assert client.post(path(answer), json={"metadata": None}).json() == before | {"metadata": {}}
    assert client.post(path(answer), json={"model": "another"}).status_code == 400


def test_a_change_does_not_make_it_the_latest(client, keep, listed):
    one, other = [keep(metadata={"of": "a pair"}) for _ in range(2)]
    client.post(path(one), json={"metadata": {"of": "a pair", "seen": "yes"}})
    assert ids(listed(**{"metadata[of]": "a pair"})) == [other["id"], one["id"]]


def test_its_messages_are_told_as_they_were_sent(client, keep):
    sent = [{"role": "system", "content": "Be short."}, {"role": "user", "content": PARTS}]
    answer = keep(messages=sent)
    listed = client.get(f"{path(answer)}/messages").json()
    assert OPERATIONS["getChatCompletionMessages"].response.problems(listed) == []
    told = [(each["role"], each["content"], each["content_parts"]) for each in listed["data"]]
    assert told == [("system", "Be short.", None), ("user", "What is it?", PARTS)]
    one = client.get(f"{path(answer)}/messages", params={"limit": 1, "order": "desc"}).json()
    assert (ids(one), one["has_more"]) == ([f"{answer['id']}-1"], True)


def test_what_is_forgotten_is_gone(client, keep, listed):
    answer = keep(metadata={"of": "the past"})
    told = client.delete(path(answer)).json()
    assert told == {"object": "chat.completion.deleted", "id": answer["id"], "deleted": True}
    assert ids(listed(**{"metadata[of]": "the past"})) == []
    for refusal in (
        client.get(path(answer)),
        client.get(f"{path(answer)}/messages"),
        client.post(path(answer), json={"metadata": {}}),
        client.delete(path(answer)),
    ):
        assert (refusal.status_code, refusal.json()["error"]["code"]) == (404, "not_found")


def test_what_is_kept_outlasts_the_server(tmp_path):
    settings = Settings(store=str(tmp_path / "store"))
    body = {"model": "parrot-1", "messages": [{"role": "user", "content": "Hello"}], "store": True}
    with serve_in_thread(settings) as running:
        answer = httpx.post(f"{running.base_url}/chat/completions", json=body, trust_env=False).json()
    with serve_in_thread(settings) as running:
        kept = httpx.get(running.base_url + path(answer), trust_env=False).json()
        assert kept["choices"] == answer["choices"]
