"""What another server answered is written down, and said again as it was."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager

import httpx
import openai
import pytest
import yaml
from oaic_server.http.recorder import Recorder
from oaic_server.http.serving import listening
from oaic_server.script.reading import ScriptError, rules_in
from oaic_server.script.recording import HIDDEN, events, rule
from oaic_server.state.settings import Settings
from oaic_server.testing import serve_in_thread, wait_for

ASKED = [{"role": "user", "content": "Say 🦜 and more."}]
KEY = "sk-parrot-secret"
BROKEN = (openai.APIError, httpx.HTTPError)  # as the SDK tells, or its HTTP stack, that an answer broke off


@contextmanager
def recording(upstream, file):
    listener = listening.bind("127.0.0.1", 0)
    server = listening.server(Recorder(Settings(), upstream, file), listener, Settings())
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        wait_for(lambda: server.started, thread)
        yield listening.base_url(listener)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def asked_of(url, **rest):
    with openai.OpenAI(base_url=url, api_key=KEY, max_retries=0) as client:
        answer = client.chat.completions.create(**{"model": "parrot-1", "messages": ASKED, **rest})
        return [chunk.model_dump() for chunk in answer] if rest.get("stream") else answer.model_dump()


@pytest.fixture
def recorded(tmp_path):
    """What was asked, what came of it, and the file."""
    file = tmp_path / "rules.yaml"
    questions = [{}, {"stream": True, "stream_options": {"include_usage": True}}, {"user": KEY, "seed": 7}]
    with serve_in_thread(Settings(api_keys=(KEY,))) as upstream, recording(upstream.base_url, file) as url:
        answers = [asked_of(url, **question) for question in questions]
        with pytest.raises(openai.BadRequestError) as refused:
            asked_of(url, temperature=9)
    return list(zip(questions, answers, strict=True)), refused.value, file


def test_it_is_said_again_as_it_was(recorded):
    exchanges, refused, file = recorded
    with serve_in_thread(Settings(script=str(file))) as server:
        assert [asked_of(server.base_url, **question) for question, _ in exchanges] == [said for _, said in exchanges]
        with pytest.raises(openai.BadRequestError) as again:
            asked_of(server.base_url, **{"temperature": 1, "seed": 8})
        assert "seed: expected none, found 8" in again.value.message
    assert refused.status_code == 400


def test_it_is_its_owners_alone(recorded):
    assert recorded[2].stat().st_mode & 0o777 == 0o600


def test_no_key_is_written(recorded):
    text = recorded[2].read_text(encoding="utf-8")
    assert KEY not in text
    assert [rule["when"]["operation"] for rule in yaml.safe_load(text)] == ["createChatCompletion"] * 4
    assert "🦜" in text, "people can read it"


def test_a_secret_within_an_answer_is_hidden():
    written = rule("createResponse", b"{}", 401, [], [(0.1, f'{{"error": "no {KEY}"}}'.encode())], KEY)
    assert written["replay"]["body"] == {"error": f"no {HIDDEN}"}


def test_a_sound_is_said_again_byte_by_byte():
    sound = b"ID3\xff\xfb\x90" + KEY.encode()
    written = rule("createSpeech", b"{}", 200, [("content-type", "audio/mpeg")], [(0.1, sound)], KEY)
    [again] = rules_in(yaml.safe_dump([written]))
    assert again.replay.body == sound.replace(KEY.encode(), HIDDEN.encode())


def test_bytes_that_are_none_are_no_rule():
    with pytest.raises(ScriptError):
        rules_in("replay: {status: 200, base64: abc}")


def test_events_come_at_the_time_of_the_piece_that_ended_them():
    pieces = [(0.5, b'event: a\ndata: {"x"'), (1.0, b": 1}\n\ndata: [DO"), (1.25, b"NE]\r\n\r\n: ping\n\n")]
    assert list(events(pieces)) == [
        {"event": "a", "data": {"x": 1}, "after": 1.0},
        {"data": "[DONE]", "after": 0.25},
    ]


def test_a_server_that_is_not_there_is_told(tmp_path):
    with recording("http://127.0.0.1:9/v1", tmp_path / "rules.yaml") as url:
        with pytest.raises(openai.InternalServerError, match="was not reached") as told:
            asked_of(url)
        assert told.value.status_code == 502


def test_an_answer_that_breaks_off_breaks_off_here_too_and_is_not_recorded(tmp_path, caplog):
    file = tmp_path / "rules.yaml"
    broken = serve_in_thread(Settings(api_keys=(KEY,), fault=("chat.stream.outcome",)))
    with broken as upstream, recording(upstream.base_url, file) as url, pytest.raises(BROKEN):
        asked_of(url, stream=True)
    assert not file.exists()
    assert "Traceback" not in caplog.text


def test_what_is_recorded_needs_a_file():
    command = [sys.executable, "-m", "oaic_server", "--record", "http://127.0.0.1:9/v1", "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, "--script" in done.stderr) == (4, True)


def test_a_character_between_two_pieces_is_one():
    whole = 'data: {"x": "🦜"}\r\n\r\n'.encode()
    for place in range(1, len(whole)):
        [event] = events([(0.1, whole[:place]), (0.2, whole[place:])])
        assert event["data"] == {"x": "🦜"}
