"""A server for the tests of this folder, and the shortest way to ask it."""

from __future__ import annotations

import json

import httpx
import pytest
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread

KEY = "sk-test"


@pytest.fixture(scope="session")
def server():
    settings = Settings(
        api_keys=(KEY,), allow_fault_header=True, body_limit=10_000, context_window=1_000, cors_origins=("*",)
    )
    with serve_in_thread(settings) as running:
        yield running


@pytest.fixture(scope="session")
def client(server):
    headers = {"authorization": f"Bearer {KEY}"}
    with httpx.Client(base_url=server.base_url, headers=headers, trust_env=False) as client:
        yield client


@pytest.fixture
def chat(client):
    """Asks for a chat completion; what is not said is as plain as it can be."""

    def ask(text="Hello", *, headers=None, **members):
        body = {"model": "parrot-1", "messages": [{"role": "user", "content": text}], **members}
        return client.post("/chat/completions", json=body, headers=headers)

    return ask


@pytest.fixture
def stream(chat):
    """Asks for a stream, and gives the chunks it consists of."""

    def ask(text="Hello", **members):
        events = chat(text, stream=True, **members).text.split("\n\n")
        assert events[-2:] == ["data: [DONE]", ""]
        return [httpx.Response(200, text=event.removeprefix("data: ")).json() for event in events[:-2]]

    return ask


@pytest.fixture
def respond(client):
    """Asks for a response; what is not said is as plain as it can be."""

    def ask(input="Hello", *, headers=None, **members):
        return client.post("/responses", json={"model": "parrot-1", "input": input, **members}, headers=headers)

    return ask


@pytest.fixture
def events(respond):
    """Asks for the stream of a response, and gives its events."""

    def ask(input="Hello", **members):
        return read_events(respond(input, stream=True, **members).text)

    return ask


def read_events(text):
    """Each event with its name."""
    assert text.endswith("\n\n")
    lines = [frame.split("\n") for frame in text.removesuffix("\n\n").split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]
