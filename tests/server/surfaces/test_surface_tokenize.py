"""Texts as tokens: as many as are charged for, and back."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.surfaces.chat.prompt import prompt_tokens
from oaic_server.surfaces.tokenize.template import read
from oaic_spec import contract

TEXTS = {"english": "A parrot on a ship.", "wide": "Schiffe 🚢 und Papageien 🦜", "empty": "", "spaces": "  a \n\n b\t"}
PICTURE = {"type": "image_url", "image_url": {"url": "data:image/gif;base64,R0lGODlhAQABAAAAACw="}}
CALL = {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": "{}"}}
CHATS = {
    "one": [{"role": "user", "content": "Hi 🦜"}],
    "parts": [{"role": "user", "content": [{"type": "text", "text": "What is this?"}, PICTURE]}],
    "calls": [
        {"role": "user", "content": "Look!"},
        {"role": "assistant", "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "call_1", "content": "A ship."},
    ],
}


@pytest.fixture
def root(client):
    with httpx.Client(base_url=str(client.base_url).removesuffix("/v1/"), headers=client.headers) as root:
        yield root


MOST = 100_000


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_back(root, text):
    told = root.post("/tokenize", json={"prompt": text}).json()
    assert contract().operations["tokenizeText"].response.problems(told) == []
    assert told["count"] == len(told["tokens"])
    assert root.post("/detokenize", json={"tokens": told["tokens"]}).json()["content"] == text


def test_a_token_has_the_same_id_wherever_it_stands(root):
    told = root.post("/tokenize", json={"content": "a parrot, a parrot"}).json()["tokens"]
    assert (told[1], len(set(told))) == (told[4], 4)


def test_a_prompt_has_as_many_tokens_as_are_charged(root, client):
    charged = client.post("/completions", json={"model": "parrot-1", "prompt": TEXTS["wide"]}).json()["usage"]
    assert root.post("/tokenize", json={"prompt": TEXTS["wide"]}).json()["count"] == charged["prompt_tokens"]


@pytest.mark.parametrize("messages", CHATS.values(), ids=CHATS)
@pytest.mark.parametrize("tools", [[], [{"type": "function", "function": {"name": "look"}}]], ids=["no tools", "tools"])
def test_a_chat_has_as_many_tokens_as_are_charged(messages, tools):
    body = {"messages": messages, "tools": tools}
    assert len(list(read(body, MOST))) == prompt_tokens(body, MOST)


def test_pieces_are_told_where_they_are_asked_for(root):
    pieces = root.post("/tokenize", json={"content": "Hi 🦜", "with_pieces": True}).json()["tokens"]
    strings = root.post("/tokenize", json={"content": "Hi 🦜", "return_token_strs": True}).json()["token_strs"]
    assert [piece["piece"] for piece in pieces] == strings


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("/tokenize", {"model": "parrot-1"}, "prompt"),
        ("/tokenize", {"prompt": 7}, "prompt"),
        ("/tokenize", {"prompt": "a", "model": "eagle"}, None),
        ("/detokenize", {"tokens": "a"}, "tokens"),
        ("/detokenize", {"tokens": [2**31 - 1]}, "tokens[0]"),
    ],
)
def test_mistakes_are_refused(root, path, body, param):
    answer = root.post(path, json=body)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["param"] == param
