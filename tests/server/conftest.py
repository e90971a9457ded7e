"""A server for the tests of this folder, and the shortest way to ask it."""

from __future__ import annotations

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
