"""Chat completions that tell what was thought: by one name, by both, or not at all."""

from __future__ import annotations

import httpx
import pytest
from oaic_server.state.settings import DIALECTS
from oaic_server.surfaces.chat.fold import fold
from oaic_spec import contract

OPERATION = contract().operations["createChatCompletion"]
THOUGHT = "Hm, what was that, and what"  # eight tokens
LOOK = {"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {}}}}
REQUESTS = {
    "a text": {},
    "two texts": {"n": 2},
    "log probabilities": {"logprobs": True},
    "a call": {"tools": [LOOK], "tool_choice": "required"},
    "a sound": {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "pcm16"}},
    "thoughts alone": {"max_tokens": 5},
}


@pytest.fixture
def asked(reference_server_factory):
    """Asks a server that tells its thoughts in a dialect; the answer must keep the contract."""

    def ask(dialect, stream=False, **members):
        server = reference_server_factory(reasoning=dialect)
        headers = {"authorization": f"Bearer {server.api_key}"}
        body = {"model": "parrot-1", "messages": [{"role": "user", "content": "Hello"}], "reasoning_effort": "low"}
        streamed = {"stream": True, "stream_options": {"include_usage": True}} if stream else {}
        url = server.base_url + "/chat/completions"
        reply = httpx.post(url, json=body | members | streamed, headers=headers, trust_env=False)
        assert reply.status_code == 200, reply.text
        return chunks(reply) if stream else reply.json()

    return ask


def chunks(reply):
    events = reply.text.split("\n\n")
    assert events[-2:] == ["data: [DONE]", ""]
    return [httpx.Response(200, text=event.removeprefix("data: ")).json() for event in events[:-2]]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_thoughts_stand_under_the_names_of_their_dialect(asked, dialect):
    message = asked(dialect)["choices"][0]["message"]
    told = {name: message[name] for name in ("reasoning_content", "reasoning") if name in message}
    assert (told, message["content"]) == (dict.fromkeys(DIALECTS[dialect], THOUGHT), "Hello")


@pytest.mark.slow
@pytest.mark.parametrize("members", REQUESTS.values(), ids=REQUESTS)
def test_the_plain_answer_is_the_fold_of_the_stream(asked, members):
    whole, streamed = asked("both", **members), asked("both", stream=True, **members)
    assert OPERATION.response.problems(whole) == []
    assert [OPERATION.chunk.problems(chunk) for chunk in streamed] == [[]] * len(streamed)
    assert comparable(fold(streamed)) == comparable(whole)


def comparable(whole):
    """What two answers to one request have in common."""
    messages = [choice["message"] for choice in whole["choices"]]
    for made in (whole, *(call for message in messages for call in message.get("tool_calls", []))):
        made["id"] = ""
    for sound in (message["audio"] for message in messages if "audio" in message):
        sound |= {"id": "", "expires_at": 0}
    return whole | {"created": 0}


def test_who_speaks_comes_first_then_what_was_thought_then_what_is_said(asked):
    deltas = [choice["delta"] for chunk in asked("reasoning", stream=True) for choice in chunk["choices"]]
    thoughts = [place for place, delta in enumerate(deltas) if "reasoning" in delta]
    words = [place for place, delta in enumerate(deltas) if delta.get("content")]
    assert "role" in deltas[0]
    assert thoughts == list(range(1, 9))
    assert min(words) > max(thoughts)


def test_a_limit_spent_on_thinking_leaves_no_word(asked):
    whole = asked("reasoning_content", max_tokens=5)
    (choice,) = whole["choices"]
    assert choice["message"] | {"annotations": []} == {
        "role": "assistant",
        "content": "",
        "reasoning_content": "Hm, what was that",
        "refusal": None,
        "annotations": [],
    }
    assert choice["finish_reason"] == "length"
    usage = whole["usage"]
    assert (usage["completion_tokens"], usage["completion_tokens_details"]["reasoning_tokens"]) == (5, 5)


def test_who_does_not_ask_for_an_effort_gets_no_thoughts(asked):
    message = asked("both", reasoning_effort=None)["choices"][0]["message"]
    assert not {"reasoning_content", "reasoning"} & message.keys()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_message_comes_back_with_its_thoughts(asked, dialect):
    message = asked("both")["choices"][0]["message"]
    turns = [{"role": "user", "content": "Hello"}, message, {"role": "user", "content": "Again"}]
    assert asked(dialect, messages=turns)["choices"][0]["message"]["content"] == "Again"
