"""Rules that come over HTTP and from a file, and what must not happen by them."""

from __future__ import annotations

import json

import httpx
import openai
import pytest
from oaic_server.script import book, journal
from oaic_server.script.reading import ScriptError, rules_in
from oaic_server.state.settings import Settings, SettingsError
from oaic_server.testing import serve_in_thread
from scripted import ASKED, asked_with, chat, refused, said


@pytest.fixture
def client(scripted_server):
    with openai.OpenAI(base_url=scripted_server.base_url, api_key=scripted_server.api_key, max_retries=0) as client:
        yield client


# --- over HTTP, and from a file ----------------------------------------------------------------------------


@pytest.fixture
def shared():
    with serve_in_thread(Settings(control=True, any_model=True)) as server:
        yield server


def control(server, method, place, key, body=None):
    url = server.base_url.removesuffix("/v1") + f"/_oaic/{place}"
    return httpx.request(method, url, headers={"authorization": f"Bearer {key}"}, json=body, trust_env=False)


def test_each_key_has_rules_and_a_journal_of_its_own(shared):
    assert control(shared, "POST", "script", "ann", {"reply": "for Ann"}).status_code == 201
    assert control(shared, "POST", "script", "bob", [{"reply": "for Bob", "when": {"says": "oslo"}}]).status_code == 201
    assert (asked_with(shared, "ann"), asked_with(shared, "bob")) == ("for Ann", "for Bob")
    [entry] = control(shared, "GET", "requests", "ann").json()["requests"]
    assert (entry["operation"], entry["json"]["messages"], entry["is_read"]) == ("createChatCompletion", ASKED, True)
    assert "authorization" not in entry["headers"]
    assert control(shared, "DELETE", "script", "ann").status_code == 204
    assert control(shared, "GET", "requests", "ann").json() == {"requests": []}
    assert asked_with(shared, "bob") == "for Bob"


def test_what_is_named_after_a_secret_is_not_written_down(shared):
    told = {"x-goog-api-key": "sk-1", "x-auth-token": "t-1", "idempotency-key": "again-1", "x-tenant": "ann"}
    asked_with(shared, "eve", extra_headers=told)
    [entry] = control(shared, "GET", "requests", "eve").json()["requests"]
    assert {name: value for name, value in entry["headers"].items() if name in told} == {
        "idempotency-key": "again-1",
        "x-tenant": "ann",
    }


def test_a_rule_that_is_none_is_refused_over_http(shared):
    answer = control(shared, "POST", "script", "ann", {"repply": "a"})
    assert (answer.status_code, "repply" in answer.json()["error"]["message"]) == (400, True)


def test_a_rule_in_a_header_is_for_that_request(shared):
    assert asked_with(shared, "ann", extra_headers={"x-oaic-script": '{"reply": "just now"}'}) == "just now"
    assert asked_with(shared, "ann") != "just now"


def test_a_header_may_hold_several_rules_with_one_answer(shared):
    written = json.dumps([{"reply": "just now"}, {"fault": ["chat.reply.finish-reason"]}])
    assert asked_with(shared, "ann", extra_headers={"x-oaic-script": written}) == "just now"
    assert control(shared, "GET", "requests", "ann").json()["requests"][-1]["faults"] == ["chat.reply.finish-reason"]


@pytest.mark.parametrize("written", ["[]", '[{"reply": "a"}, {"reply": "b"}]', '{"delay": {}}'])
def test_a_header_without_one_answer_is_refused(shared, written):
    with openai.OpenAI(base_url=shared.base_url, api_key="ann", max_retries=0) as client:
        code, _ = refused(lambda: chat(client, extra_headers={"x-oaic-script": written}))
        assert code == "invalid_value"


def test_rules_that_are_no_json_are_refused_as_such(shared):
    url = shared.base_url.removesuffix("/v1") + "/_oaic/script"
    answer = httpx.post(url, content=b"- reply: a", trust_env=False)
    assert (answer.status_code, "JSON" in answer.json()["error"]["message"]) == (400, True)


def test_nobody_is_told_anything_who_was_not_let_in(reference_server):
    assert control(reference_server, "GET", "requests", reference_server.api_key).status_code == 404


def test_a_key_that_is_wrong_controls_nothing():
    with serve_in_thread(Settings(control=True, api_keys=("right",))) as server:
        assert control(server, "POST", "script", "wrong", {"reply": "a"}).status_code == 401


def test_a_file_is_read_anew_when_it_changes(tmp_path, caplog):
    file = tmp_path / "rules.yaml"
    file.write_text("- reply: first\n", encoding="utf-8")
    with serve_in_thread(Settings(script=str(file))) as server:
        ask = lambda: asked_with(server, "any", model=server.model)  # noqa: E731
        assert ask() == "first"
        file.write_text("- reply: second, and longer\n", encoding="utf-8")
        assert ask() == "second, and longer"
        file.write_text("- repply: third\n", encoding="utf-8")
        assert ask() == "second, and longer"
    assert "kept as it was" in caplog.text


def test_a_file_that_is_wrong_at_the_start_is_told(tmp_path):
    file = tmp_path / "rules.yaml"
    file.write_text("- repply: a\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"rule 1: .*repply"), serve_in_thread(Settings(script=str(file))):
        pass


# --- what must not happen ------------------------------------------------------------------------------------


def test_a_page_of_another_origin_controls_nothing(shared):
    url = shared.base_url.removesuffix("/v1") + "/_oaic/script"
    for origin, status in (("http://evil.example", 403), (None, 201)):
        headers = {} if origin is None else {"origin": origin}
        answer = httpx.post(url, headers=headers, content=b'{"reply": "injected"}', trust_env=False)
        assert answer.status_code == status


def test_rules_beyond_the_limit_are_refused_and_not_kept(scripted_server, client):
    scripted_server.reply("kept", tool="nobody_has_it")
    with pytest.raises(ScriptError, match="at most 1000"):
        scripted_server._theatre.book.of(scripted_server.api_key).add(rules_in("- reply: too many\n" * 1000))
    scripted_server.reply("one more")
    assert said(chat(client)) == "one more"


def test_a_rule_in_a_header_says_only_what_the_operation_can(shared):
    with openai.OpenAI(base_url=shared.base_url, api_key="any", max_retries=0) as client:
        headers = {"x-oaic-script": '{"reply": "x"}'}
        code, _ = refused(lambda: client.embeddings.create(model="m", input="a", extra_headers=headers))
        assert code == "script_unmatched"


def test_json_in_a_header_may_escape_what_is_no_ascii(shared):
    written = json.dumps({"reply": "\U0001f600"})
    assert written.isascii()
    assert asked_with(shared, "ann", extra_headers={"x-oaic-script": written}) == "\U0001f600"


@pytest.mark.parametrize("written", ["reply: 2026-11-28", "{value: {1: {2: 2026-11-28}}}", 'reply: "\\ud83d"'])
def test_what_json_cannot_say_is_no_rule(written):
    with pytest.raises(ScriptError):
        rules_in(written)


def test_a_failure_keeps_nothing_of_the_requests_it_met(scripted_server, client):
    scripted_server.fail(400)
    for _ in range(3):
        refused(lambda: chat(client))
    [rule] = scripted_server._theatre.book.of(scripted_server.api_key)._rules
    frames, trace = 0, rule.failure.__traceback__
    while trace:
        frames, trace = frames + 1, trace.tb_next
    assert frames < 10


def test_the_oldest_bodies_are_given_up_where_all_together_are_large(monkeypatch, scripted_server, client):
    monkeypatch.setattr(journal, "MOST_HELD", 5_000)
    for number in range(4):
        chat(client, messages=[{"role": "user", "content": f"{number} {'x' * 2_000}"}])
    there = [entry.json is not None for entry in scripted_server.requests]
    assert (there, len(scripted_server.requests)) == ([False, False, True, True], 4)


def test_a_secret_in_the_query_is_not_written_down(shared):
    url = f"{shared.base_url}/models"
    asked = {"api_key": "sk-1", "limit": "2"}
    httpx.get(url, params=asked, headers={"authorization": "Bearer zoe"}, trust_env=False)
    [entry] = control(shared, "GET", "requests", "zoe").json()["requests"]
    assert entry["query"] == "api_key=KEY&limit=2"


def test_rules_of_many_keys_are_refused_and_not_kept(monkeypatch):
    monkeypatch.setattr(book, "MOST_KEYS", 2)
    held = book.Book()
    for key in ("ann", "bob", "ann"):
        held.of(key)
    with pytest.raises(ScriptError, match="at most 2 keys"):
        held.of("eve")
    held.forget("ann")
    held.of("eve")


def test_a_large_body_is_known_again_and_not_kept(scripted_server, client):
    long = [{"role": "user", "content": "x " * 200_000}]
    scripted_server.fail(400)
    for _ in range(2):
        refused(lambda: chat(client, messages=long))
    assert scripted_server.last.json is None
    assert len(scripted_server.last.request.raw) < 100
    assert "only another request could be answered" in scripted_server.last.wrong[0]
