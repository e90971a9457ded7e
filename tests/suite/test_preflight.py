"""What is found out before anything is judged, of servers that answer oddly."""

from __future__ import annotations

import hostile
import pytest
from hostile import always, answer, error, honest
from oaic_suite.asking.client import Client
from oaic_suite.asking.deadlines import Deadlines
from oaic_suite.asking.preflight import WrongAddress, first_id, preflight, survey
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange, Request


def met(handler, below="", **more):
    """What preflight makes of a server, and the target as it leaves it."""
    with hostile.serving(handler) as url:
        client = Client(Deadlines.within(1.0))
        target = Target(url + below, client, **more)
        try:
            return preflight(target), target
        finally:
            client.close()


def chat_alone(asked):
    yield from honest(asked) if "chat" in asked.path else always(500, b"")(asked)


def chat_alone_and_no_word_of_models(asked):
    yield from honest(asked) if "chat" in asked.path else [b""]


@pytest.mark.parametrize(
    ("handler", "failure"),
    [
        (honest, None),
        (None, "is the server running there?"),
        (hostile.empty, "is it an HTTP server that listens there?"),
        (hostile.silence, "does it need longer than --timeout gives it?"),
        (always(401, b"{}"), "the key is not accepted"),
        (always(403, b"{}"), "the key is not allowed in"),
        (always(429, b"{}", headers={"Retry-After": "60"}), "the server limits the rate of requests"),
        (always(500, b"{}"), "GET /v1/models -> 500, POST /v1/chat/completions -> 500; the server fails on every"),
        (always(501, b"{}"), None),
        (always(404, b"{}"), None),
        (always(200, b"<html>", "text/html"), None),
        (chat_alone, None),
        (chat_alone_and_no_word_of_models, None),
    ],
)
def test_only_a_server_that_says_nothing_of_use_ends_the_run(handler, failure):
    found, _ = met(handler)
    assert failure in found.failure if failure else found.failure is None


def test_the_model_is_the_first_one_listed():
    found, target = met(honest)
    assert (target.model, found.model_from) == ("m-1", "the first id in /models")


def test_the_operator_names_another():
    found, target = met(honest, model_id="other")
    assert (target.model, found.model_from) == ("other", "--model")


def listing(body):
    return Exchange("x", Request("GET", "http://t"), 200, body=body)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"data": [{"id": "a"}, {"id": "b"}]}', "a"),
        (b'[{"id": "a"}]', "a"),
        (b'{"models": [{"name": "a", "model": "b"}]}', "a"),
        (b'["a", "b"]', "a"),
        (b'{"data": []}', None),
        (b'{"data": {"id": "a"}}', None),
        (b'{"data": [{"id": 7}]}', None),
        (b'{"data": [{"id": ""}]}', None),
        (b'{"data": [{"id": "\\ud800"}]}', None),
        (b'{"data": [{"id": "%s"}]}' % (b"a" * 2000), None),
        (b"[" * 100_000, None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_whatever_models_sends_is_read_for_an_id(body, found):
    assert first_id(listing(body)) == found


def test_an_address_short_of_its_version():
    with hostile.serving(honest) as url:
        root = url.removesuffix("/v1")
        with pytest.raises(WrongAddress, match=f"use --base-url {url}$"):
            preflight(Target(root, Client(Deadlines.within(1.0))))


def test_an_address_that_lists_models_without_a_version_is_right():
    def rootless(asked):
        yield from honest(hostile.Asked(asked.number, asked.method, "/v1" + asked.path, asked.headers, asked.body))

    with hostile.serving(rootless) as url:
        target = Target(url.removesuffix("/v1"), Client(Deadlines.within(1.0)))
        assert preflight(target).failure is None
        assert target.model == "m-1"


# --- the survey ------------------------------------------------------------------------------------------------


def surveyed(handler):
    with hostile.serving(handler) as url:
        target = Target(url, Client(Deadlines.within(1.0)), model_id="m-1")
        survey(target)
        return {name: found.state for name, found in target.capabilities.known.items()}


def refusing(param, status=400):
    def handler(asked):
        if param in asked.body:
            yield answer(status, error(f"{param} is not supported"))
        else:
            yield from honest(asked)

    return handler


@pytest.mark.parametrize(
    ("handler", "name", "state"),
    [
        (honest, "models", "present"),
        (honest, "chat-stream", "present"),
        (refusing("n"), "chat-n", "absent"),
        (refusing("n", status=500), "chat-n", "unknown"),
        (refusing("n", status=501), "chat-n", "absent"),
        (refusing("n", status=429), "chat-n", "unknown"),
        (refusing("logprobs"), "chat-logprobs", "absent"),
        (always(404, b"not found"), "chat", "absent"),
        (always(404, error("no such model", "model_not_found")), "chat", "unknown"),
        (always(400, b"[" * 100_000), "chat", "unknown"),
    ],
)
def test_what_a_server_has(handler, name, state):
    assert surveyed(handler)[name] == state
