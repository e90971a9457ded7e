"""Ollama's own Python client against the reference server, which answers it with the same parrot."""

from __future__ import annotations

import base64

import pytest

from conftest import KEY

ollama = pytest.importorskip("ollama")

SAID = [{"role": "user", "content": "A parrot sat in the rigging."}]
GIF = base64.b64decode("R0lGODlhAQABAAAAACw=")
PERSON = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}


def get_weather(city: str) -> str:
    """The weather in a city.

    Args:
        city: Its name.
    """
    return f"Sunny in {city}"


@pytest.fixture(scope="module")
def speaker(server):
    headers = {"authorization": f"Bearer {KEY}"}
    with ollama.Client(server.base_url.removesuffix("/v1"), headers=headers, trust_env=False) as speaker:
        yield speaker


def test_a_chat_is_answered_whole(speaker):
    answer = speaker.chat("parrot-1", SAID)
    assert (answer.message.content, answer.done, answer.done_reason) == (SAID[0]["content"], True, "stop")
    assert answer.total_duration >= answer.prompt_eval_duration + answer.eval_duration


def test_a_chat_is_answered_line_by_line(speaker):
    lines = list(speaker.chat("parrot-1", SAID, stream=True))
    assert "".join(line.message.content for line in lines) == SAID[0]["content"]
    assert [line.done for line in lines] == [False] * (len(lines) - 1) + [True]
    assert lines[-1].eval_count == speaker.chat("parrot-1", SAID).eval_count


def test_a_chat_costs_what_it_costs_in_the_other_api(speaker, client):
    usage = client.post("/chat/completions", json={"model": "parrot-1", "messages": SAID}).json()["usage"]
    answer = speaker.chat("parrot-1", SAID)
    assert (answer.prompt_eval_count, answer.eval_count) == (usage["prompt_tokens"], usage["completion_tokens"])


def test_a_limit_cuts_and_says_so(speaker):
    answer = speaker.chat("parrot-1", SAID, options={"num_predict": 1})
    assert (answer.message.content, answer.done_reason, answer.eval_count) == ("A", "length", 1)


@pytest.mark.parametrize("stream", [False, True])
def test_a_function_is_called_with_an_object(speaker, stream):
    asked = [{"role": "user", "content": "What is the weather?"}]
    answer = speaker.chat("parrot-1", asked, tools=[get_weather], stream=stream)
    calls = [call for line in (answer if stream else [answer]) for call in line.message.tool_calls or []]
    assert [(call.function.name, set(call.function.arguments)) for call in calls] == [("get_weather", {"city"})]


def test_a_result_is_heard(speaker):
    call = {"function": {"name": "get_weather", "arguments": {"city": "Lisbon"}}}
    past = [
        *SAID,
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_name": "get_weather", "content": "Sunny"},
    ]
    assert speaker.chat("parrot-1", past, tools=[get_weather]).message.content == "get_weather says: Sunny"


def test_a_format_is_kept(speaker):
    assert '"name":' in speaker.chat("parrot-1", SAID, format=PERSON).message.content


def test_thoughts_are_told_apart_and_first(speaker):
    lines = list(speaker.chat("parrot-1", SAID, think=True, stream=True))
    thought = [bool(line.message.thinking) for line in lines]
    assert thought == sorted(thought, reverse=True)
    assert speaker.chat("parrot-1", SAID, think=False).message.thinking is None


def test_a_picture_is_seen(speaker):
    seen = speaker.chat("parrot-1", [{"role": "user", "content": "Look!", "images": [GIF]}]).message.content
    assert "image/gif" in seen


def test_a_prompt_is_gone_on_from(speaker):
    whole = speaker.generate("parrot-1", "Polly", system="You are a parrot.")
    assert "".join(line.response for line in speaker.generate("parrot-1", "Polly", stream=True)) == whole.response


def test_a_model_is_loaded_listed_and_unloaded(speaker):
    assert speaker.generate("parrot-1-mini", keep_alive="1h").done_reason == "load"
    assert "parrot-1-mini" in [model.model for model in speaker.ps().models]
    assert speaker.generate("parrot-1-mini", keep_alive=0).done_reason == "unload"
    assert "parrot-1-mini" not in [model.model for model in speaker.ps().models]


def test_both_apis_have_the_same_models(speaker, client):
    listed = [model["id"] for model in client.get("/models").json()["data"]]
    assert [model.model for model in speaker.list().models] == listed
    assert speaker.show(listed[0]).modelinfo["general.architecture"] == "parrot"


def test_both_apis_have_the_same_vectors(speaker, client):
    told = client.post("/embeddings", json={"model": "parrot-1", "input": ["a", "b"]}).json()["data"]
    assert [list(vector) for vector in speaker.embed("parrot-1", ["a", "b"]).embeddings] == [
        entry["embedding"] for entry in told
    ]
    assert list(speaker.embeddings("parrot-1", "a").embedding) == told[0]["embedding"]
    assert speaker.embed("parrot-1", "").embeddings == []


@pytest.mark.parametrize("stream", [False, True])
def test_an_unknown_model_is_told_in_words_before_any_line(speaker, stream):
    with pytest.raises(ollama.ResponseError, match="'eagle' does not exist") as told:
        list(speaker.chat("eagle", SAID, stream=stream))
    assert told.value.status_code == 404


def test_what_fails_in_mid_stream_is_told_in_a_last_line(speaker, monkeypatch, capfd):
    def failing(*given):
        yield {"content": "A"}
        raise ZeroDivisionError

    monkeypatch.setattr("oaic_server.surfaces.ollama.endpoint.pieces", failing)
    lines = speaker.chat("parrot-1", SAID, stream=True)
    assert next(lines).message.content == "A"
    with pytest.raises(ollama.ResponseError, match="The server failed"):
        next(lines)
    assert "ZeroDivisionError" in capfd.readouterr().err
