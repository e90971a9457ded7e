"""Several faults at once: each applied in its turn, or all refused with the reason; none is lost in silence."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from oaic_server import faults
from oaic_server.commands import serve
from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.http.app import Application
from oaic_server.state.settings import Settings, SettingsError, load

CHAT = "createChatCompletion"


@pytest.fixture(autouse=True)
def register(monkeypatch):
    """Faults that a test registers are forgotten after it."""
    monkeypatch.setattr(faults, "REGISTERED", dict(faults.known()))


def by_header(ids):
    return {"x-oaic-fault": ids}


def asked(server, **members):
    body = {"model": server.model, "messages": [{"role": "user", "content": "Hello"}], **members}
    headers = {"authorization": f"Bearer {server.api_key}"}
    return httpx.post(f"{server.base_url}/chat/completions", json=body, headers=headers, trust_env=False)


def ids(reply):
    return [line.split('"')[3] for line in reply.text.splitlines() if line.startswith('data: {"id"')]


def test_two_faults_of_a_reply_are_both_seen(chat):
    broken = chat("Hello", stream=True, headers=by_header("chat.stream.done, chat.stream.one-id"))
    assert "[DONE]" not in broken.text
    assert len(set(ids(broken))) == len(ids(broken)) > 1


def letter(name, *, stage="reply"):
    """A fault that adds its name to what the reply says in a header."""

    @benign(f"test.{name}", stage=stage)
    def added(reply):
        reply.set_header("x-order", f"{reply.header('x-order') or ''}{name}")


@pytest.mark.parametrize("order", ["abc", "cab", "bca"])
def test_each_takes_what_the_one_before_left(client, order):
    for name in "ac":
        letter(name)
    letter("b", stage="wire")
    named = ",".join(f"test.{name}" for name in order)
    assert client.get("/models", headers=by_header(named)).headers["x-order"] == order


def test_a_header_may_stand_on_several_lines(client):
    letter("a")
    letter("b")
    named = [("x-oaic-fault", "test.b"), ("x-oaic-fault", "test.a")]
    assert client.get("/models", headers=named).headers["x-order"] == "ba"


def test_a_fault_of_the_wire_applies_to_what_one_of_the_reply_made(client):
    @fault("test.text")
    def text_instead(reply):
        return Reply(reply.request, 200, [("content-type", "text/plain")], b"0123456789")

    @fault("test.cut", stage="wire")
    def cut(reply):
        reply.wire.cut_after = 4

    seen = []
    with client.stream("GET", "/models", headers=by_header("test.text, test.cut")) as broken:
        pieces = broken.iter_raw()
        with pytest.raises(httpx.RemoteProtocolError):
            seen.extend(pieces)
    assert b"".join(seen) == b"0123"


def test_a_reply_is_broken_that_a_fault_gave_instead_of_the_handler(chat):
    @fault("test.answer", stage="answer", on=CHAT)
    def instead(request):
        return Reply.json(request, {"said": "instead"})

    letter("a")
    broken = chat(headers=by_header("test.a, test.answer"))
    assert (broken.json(), broken.headers["x-order"]) == ({"said": "instead"}, "a")


def test_faults_of_a_request_apply_in_turn_before_the_handler(chat):
    def saying(name):
        @fault(f"test.says:{name}", stage="request", on=CHAT)
        def said(request):
            (message,) = request.body["messages"]
            told = {**message, "content": message["content"] + name}
            return replace(request, body={**request.body, "messages": [told]})

    saying("x")
    saying("y")
    for order in ("xy", "yx"):
        named = ",".join(f"test.says:{name}" for name in order)
        answer = chat("say ", headers=by_header(named)).json()
        assert answer["choices"][0]["message"]["content"] == f"say {order}"


def test_one_that_concerns_another_operation_is_simply_not_applied(client):
    plain, named = client.get("/models"), by_header("models.list.object, chat.stream.done, embeddings.reply.status")
    assert client.get("/models", headers=named).json() != plain.json()
    assert client.get("/models", headers=by_header("chat.stream.done, tools.absent")).json() == plain.json()


def test_a_fault_that_fails_after_others_names_them(client, capfd):
    @fault("test.failing")
    def failing(reply):
        raise ZeroDivisionError

    letter("a")
    reply = client.get("/models", headers=by_header("test.a, test.failing"))
    assert (reply.status_code, reply.json()["error"]["type"]) == (500, "server_error")
    assert "the fault test.failing, after test.a, failed" in capfd.readouterr().err


CONFLICTS = {
    "two answers": (
        ["tools.absent", "vision.image.accepted"],
        "tools.absent and vision.image.accepted cannot both apply: each answers createChatCompletion instead of "
        "the handler, and only one can",
    ),
    "one requirement twice": (
        ["models.list.object", "chat.reply.created", "chat.reply.created:missing"],
        "chat.reply.created and chat.reply.created:missing cannot both apply: each breaks chat.reply.created in "
        "the reply, and the later would hide the earlier",
    ),
    "one fault twice": (
        ["chat.stream.done", "chat.stream.done"],
        "chat.stream.done and chat.stream.done cannot both apply: they are the same fault",
    ),
    "one that nobody has": (["chat.stream.one-id", "chat.stream.dome"], "did you mean chat.stream.done"),
}


@pytest.mark.parametrize(("named", "reason"), CONFLICTS.values(), ids=CONFLICTS)
def test_at_the_start_all_are_refused(named, reason, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert serve([word for id in named for word in ("--fault", id)]) == 4
    assert reason in capsys.readouterr().err
    with pytest.raises(SettingsError, match=r"cannot both apply|did you mean"):
        Application(Settings(fault=tuple(named)))


@pytest.mark.parametrize(("named", "reason"), CONFLICTS.values(), ids=CONFLICTS)
def test_by_header_all_are_refused(client, named, reason):
    reply = client.get("/models", headers=by_header(", ".join(named)))
    error = reply.json()["error"]
    assert (reply.status_code, error["param"], error["code"]) == (400, "x-oaic-fault", "invalid_value")
    assert reason in error["message"]


def answering(id, on):
    @fault(id, stage="answer", on=on)
    def answer(request): ...


@pytest.mark.parametrize(
    ("first", "second", "refused"), [(CHAT, CHAT, True), (CHAT, None, True), (CHAT, "listModels", False)]
)
def test_two_answers_exclude_each_other_where_they_meet(client, first, second, refused):
    answering("test.first", first)
    answering("test.second", second)
    reply = client.get("/models", headers=by_header("test.first,test.second"))
    assert (reply.status_code == 400) is refused


@pytest.mark.parametrize(
    ("stage", "on", "refused"),
    [("reply", CHAT, True), ("wire", None, True), ("request", CHAT, False), ("reply", "listModels", False)],
)
def test_one_requirement_is_broken_once_in_a_reply(client, stage, on, refused):
    @fault("test.fact", on=CHAT)
    def in_the_reply(reply): ...

    @fault("test.fact:otherwise", stage=stage, on=on)
    def otherwise(given): ...

    reply = client.get("/models", headers=by_header("test.fact,test.fact:otherwise"))
    assert (reply.status_code == 400) is refused


@pytest.mark.parametrize("asked", ["?, chat.stream.done", "chat.stream.done, ?chat", "?chat.,?models."])
def test_the_question_stands_alone(client, asked):
    reply = client.get("/models", headers=by_header(asked))
    assert reply.status_code == 400
    assert "? asks which faults would change an answer; expected it alone" in reply.json()["error"]["message"]
    assert "x-oaic-touched" not in reply.headers


STARTED = {
    "faults": {"faults": ["chat.stream.done", "chat.stream.one-id"]},
    "a tuple": {"faults": ("chat.stream.one-id", "chat.stream.done")},
    "a text": {"faults": "chat.stream.done, chat.stream.one-id"},
    "fault and faults": {"fault": "chat.stream.done", "faults": ["chat.stream.one-id"]},
}


@pytest.mark.parametrize("named", STARTED.values(), ids=STARTED)
def test_the_factory_takes_several(reference_server_factory, named):
    broken = asked(reference_server_factory(**named), stream=True)
    assert "[DONE]" not in broken.text
    assert len(set(ids(broken))) == len(ids(broken)) > 1


def test_the_factory_refuses_what_excludes_each_other(reference_server_factory):
    with pytest.raises(SettingsError, match=r"tools\.absent and vision\.image\.accepted cannot both apply"):
        reference_server_factory(fault="tools.absent", faults=["vision.image.accepted"])


def test_a_request_chooses_in_place_of_the_start(reference_server_factory):
    server = reference_server_factory(faults=["chat.stream.done", "chat.stream.one-id"], allow_fault_header=True)
    headers = {"authorization": f"Bearer {server.api_key}", "x-oaic-fault": "models.list.object"}
    models = httpx.get(f"{server.base_url}/models", headers=headers, trust_env=False)
    assert models.json().get("object") != "list"


def test_they_are_repeated_as_arguments_and_separated_by_commas_elsewhere():
    both = ("chat.stream.done", "chat.stream.one-id")
    assert load({"fault": list(both)}, {}).fault == both
    assert load({}, {"OAIC_SERVER_FAULT": ", ".join(both)}).fault == both
    assert load({}, {}, f"OAIC_SERVER_FAULT={','.join(both)}").fault == both


def test_what_is_listed_does_not_depend_on_what_is_chosen(capsys):
    assert serve(["--list-faults"]) == 0
    alone = capsys.readouterr().out
    assert serve(["--list-faults", "--fault", "chat.stream.done", "--fault", "chat.stream.one-id"]) == 0
    assert capsys.readouterr().out == alone
    width = max(map(len, faults.known()))
    rows = [f"  {id:{width}}  {known.kind:6}  {known.summary}" for id, known in faults.known().items()]
    likenesses = [line for line in alone.splitlines() if "faults, as seen" in line]
    assert sorted(line for line in alone.splitlines() if line.startswith("  ")) == sorted([*rows, *likenesses])
