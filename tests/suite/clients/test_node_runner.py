"""The process in Node: what an application is given, the bytes it was given it from, and how it ends."""

from __future__ import annotations

import json
import socket
import subprocess
from base64 import b64decode

import hostile
import pytest
from hostile import answer
from nested import reference_server
from oaic_suite.asking.bounds.room import Stock
from oaic_suite.clients.node.installation import NodeError, lacking
from oaic_suite.clients.node.runner import Runner
from oaic_suite.clients.node.runner import runner as of_this_process

pytestmark = pytest.mark.skipif(lacking() is not None, reason=f"needs {lacking()}: oaic node install")
BODY = {"model": "parrot-1", "messages": [{"role": "user", "content": "Say hello."}]}


@pytest.fixture(scope="module")
def runner():
    started = Runner.start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def address():
    with reference_server("--allow-fault-header") as url:
        yield url


@pytest.fixture
def play(runner, address):
    def play(scenario, body=BODY, fault="", deadline=5, url=None, client="openai"):
        headers = {"x-oaic-fault": fault} if fault else {}
        where = {"base_url": url or address, "api_key": "sk-none", "headers": headers}
        return runner.ask(client, scenario, body, deadline, Stock().rooms, **where)

    return play


@pytest.mark.parametrize("client", ["openai", "ai"])
def test_what_is_given_stands_in_the_bytes(play, client):
    told = play("chat.plain", client=client)
    (exchange,) = told["exchanges"]
    held = json.loads(b64decode(exchange["body"]))
    assert told["gave"]["choices"][0]["text"] == held["choices"][0]["message"]["content"]
    assert sum(size for _, size in exchange["arrivals"]) == len(b64decode(exchange["body"]))


def test_a_redirect_is_not_followed(play):
    reached = []

    def elsewhere(asked):
        reached.append(asked)
        yield from hostile.honest(asked)

    with hostile.serving(elsewhere) as other:
        away = hostile.always(307, b"", headers={"Location": f"{other}/chat/completions"})
        with hostile.serving(away) as url:
            (exchange,) = play("chat.plain", url=url)["exchanges"]
    assert (exchange["status"], reached) == (307, [])


def test_a_stream_is_kept_to_its_end(play):
    (exchange,) = play("chat.stream")["exchanges"]
    assert b64decode(exchange["body"]).endswith(b"data: [DONE]\n\n")
    assert exchange["ended"] in ("complete", "left")  # the client goes once it has read that much


def test_an_exception_says_its_class_its_place_and_what_it_carries(play):
    raised = play("chat.plain", BODY | {"model": "no-such-model"})["raised"]
    assert (raised["class"], raised["at"]) == ("NotFoundError", "openai/core/error")
    assert (raised["status"], raised["code"], raised["type"]) == (404, "model_not_found", "invalid_request_error")


def test_who_stops_reading_in_the_middle_is_not_waited_for(play):
    """The application stumbles over a chunk, and never reads on."""
    told = play("chat.stream", fault="sdk-node.chat.helper")
    assert told["raised"]["at"] == "the application"
    left = told["exchanges"][0]
    assert (left["ended"], left["note"]) == ("left", "the client hung up on purpose")


def test_silence_ends_at_the_deadline(play):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        told = play("chat.plain", deadline=0.3, url=f"http://127.0.0.1:{silent.getsockname()[1]}/v1")
    assert told["hung"] is True
    assert [exchange["ended"] for exchange in told["exchanges"]] == ["timeout"]


def test_nothing_listening_is_told(play):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    told = play("chat.plain", url=f"http://127.0.0.1:{port}/v1")
    assert told["raised"]["class"] == "APIConnectionError"
    assert [exchange["ended"] for exchange in told["exchanges"]] == ["refused"]


def test_a_process_that_was_forked_has_a_runner_of_its_own(monkeypatch):
    ours = of_this_process()
    monkeypatch.setattr("os.getpid", lambda: 0)
    theirs = of_this_process()
    theirs.stop()
    assert theirs.process.pid != ours.process.pid


# --- whatever a server does ---------------------------------------------------------------------------------


def of(handler, play, scenario="chat.plain", **more):
    with hostile.serving(handler) as url:
        return play(scenario, url=url, **more)


ENDLESS = {
    "spaces": (hostile.endless(b"", b" " * 65536), "chat.plain"),
    "zeros, compressed": (hostile.TABLE["zeros"].handler, "chat.plain"),
    "events": (hostile.endless(b"", b"data:1\n\n" * 100, hostile.EVENTS), "chat.plain"),
    "comments": (hostile.endless(b"", b":\n" * 100, hostile.EVENTS), "chat.stream"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDLESS)
def test_an_answer_without_end_is_left(play, name):
    handler, scenario = ENDLESS[name]
    (exchange,) = of(handler, play, scenario, deadline=30)["exchanges"]
    assert (exchange["ended"], len(exchange["body"]) < 8 * 2**20) == ("too_large", True)


def test_no_redirect_is_followed_and_no_key_travels(play):
    strangers = []

    def stranger(asked):
        strangers.append(asked)
        yield answer(200, hostile.chat())

    with hostile.serving(stranger) as elsewhere:
        other = elsewhere.replace("127.0.0.1", "localhost")
        handler = hostile.always(307, b"", headers={"Location": f"{other}/chat/completions"})
        told = of(handler, play)
    assert (strangers, told["exchanges"][0]["status"]) == ([], 307)


def test_a_process_that_says_nothing_is_ended(monkeypatch):
    monkeypatch.setattr("oaic_suite.clients.node.runner.GRACE", 0.2)
    waiting = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    silence = subprocess.Popen(["sleep", "60"], stdout=subprocess.PIPE, text=True)
    silence.stdin = waiting.stdin
    with pytest.raises(NodeError, match="ended with -9"):
        Runner(silence, {}, {}).ask("openai", "chat.plain", {}, 0.1, {})
    waiting.stdin.close()
    waiting.wait()
    silence.stdout.close()
