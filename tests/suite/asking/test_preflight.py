"""What is found out before anything is judged, of servers that answer oddly."""

from __future__ import annotations

from contextlib import closing

import hostile
import pytest
from hostile import always, answer, error, honest
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.survey.address import WrongAddress, WrongModel, others
from oaic_suite.asking.survey.listed import first_id
from oaic_suite.asking.survey.preflight import preflight, survey, unreachable
from oaic_suite.asking.target import Target
from oaic_suite.asking.waiting import PAUSES
from oaic_suite.evidence.exchange import Exchange, Request

LONG = Deadlines.within(30.0)  # for what comes at once, on however busy a machine
SHORT = Deadlines.within(1.5)  # for what may never come


def met(handler, below="", **more):
    """What preflight makes of a server, and the target as it leaves it."""
    with hostile.serving(handler) as url:
        client = Client(SHORT)
        target = Target(url + below, client, **more)
        try:
            return preflight(target), target
        finally:
            client.close()


def chat_alone(asked):
    yield from honest(asked) if "chat" in asked.path else always(500, b"")(asked)


def chat_alone_and_no_word_of_models(asked):
    yield from honest(asked) if "chat" in asked.path else [b""]


def page_for_models(asked):
    yield from honest(asked) if "chat" in asked.path else always(200, hostile.PAGE, "text/html")(asked)


def embeddings_alone(asked):
    yield from always(200 if "embed" in asked.path else 404, b"{}")(asked)


@pytest.mark.parametrize(
    "why",
    [
        "certificate has expired",
        "self-signed certificate",
        "Hostname mismatch, certificate is not valid for 'a.example'",
    ],
)
def test_a_certificate_that_does_not_hold_is_told(why):
    note = f"[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {why}. (_ssl.c:1006)"
    target = Target("https://a.example/v1", Client(SHORT))
    told = unreachable(
        target, Exchange("p1", Request("GET", "https://a.example/v1/models"), ended="refused", note=note)
    )
    expected = f"the certificate of https://a.example/v1 is not accepted: {why}; --insecure does not ask for one"
    assert told == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("handler", "failure"),
    [
        (honest, None),
        (None, "is the server running there?"),
        (hostile.empty, "is it an HTTP server that listens there?"),
        (hostile.silence, "does it need longer than --timeout gives it?"),
        (always(401, b"{}"), "it asks for a key, and none is sent: give one with --api-key"),
        (always(403, b"{}"), "it asks for a key, and none is sent"),
        (always(429, b"{}", headers={"Retry-After": "60"}), "the server limits the rate of requests"),
        (always(500, b"{}"), "GET /v1/models -> 500, POST /v1/chat/completions -> 500; the server fails on every"),
        (always(501, b"{}"), "/v1: GET /v1/models -> 501, POST /v1/chat/completions -> 501"),
        (always(404, b"{}"), "nothing of the API is at http://127.0.0.1"),
        (always(405, b"{}"), "nothing of the API is at http://127.0.0.1"),
        (always(404, error("no such model", "model_not_found")), None),
        (always(200, hostile.PAGE, "text/html"), "; that is a web page titled 'It works', not an API"),
        (always(200, b"\xef\xbb\xbf <html>", "text/html"), "; that is a web page, not an API"),
        (always(502, hostile.PAGE, "text/html"), "the server fails on every request"),
        (page_for_models, None),
        (embeddings_alone, None),
        (chat_alone, None),
        (chat_alone_and_no_word_of_models, None),
    ],
)
def test_only_a_server_that_says_nothing_of_use_ends_the_run(handler, failure):
    found, _ = met(handler)
    assert failure in found.failure if failure else found.failure is None


@pytest.mark.parametrize(
    ("status", "failure"), [(401, "the key is not accepted: give another"), (403, "the key is not allowed in")]
)
def test_a_key_that_does_not_open_is_told_apart_from_none(status, failure):
    found, _ = met(always(status, b"{}"), api_key="sk-other")
    assert failure in found.failure


def test_a_name_that_nobody_knows_is_told_in_words():
    asked = Request("GET", "http://nosuch.example/v1/models")
    note = "[Errno -2] Name or service not known"
    target = Target("http://nosuch.example/v1", Client(SHORT))
    assert unreachable(target, Exchange("p1", asked, ended="refused", note=note)) == (
        "no HTTP answer from http://nosuch.example/v1/models: no host is known by that name; is it spelt so?"
    )


@pytest.mark.parametrize(
    ("address", "tried"),
    [
        ("http://a", ["http://a/v1"]),
        ("http://a/v1", []),
        ("http://a/api", ["http://a/api/v1", "http://a/v1"]),
        ("http://a/v1/chat/completions", ["http://a/v1"]),
        ("http://a/models", ["http://a", "http://a/v1"]),
    ],
)
def test_where_else_the_api_may_begin(address, tried):
    assert list(others(address)) == tried


def test_the_model_is_the_first_one_listed():
    found, target = met(honest)
    assert (target.model, found.model_from) == ("m-1", "the first id in /models")


def test_the_operator_names_another():
    found, target = met(honest, model_id="other")
    assert (target.model, found.model_from) == ("other", "--model")


# --- a model that is not there -------------------------------------------------------------------------------


def keeping_to_its_list(refuse):
    """An honest server but for chats with a model it does not list."""

    def handler(asked):
        unlisted = "chat" in asked.path and asked.body.get("model") != hostile.MODEL
        yield from refuse(asked) if unlisted else honest(asked)

    return handler


def by_name(asked):
    yield answer(400, error(f"Invalid model name passed in model={asked.body['model']}"))


REFUSALS = {
    "not found": always(404, b"{}"),
    "not found, by its code": always(400, error("No.", "model_not_found")),
    "in words": by_name,
    "by its place": always(422, {"detail": [{"loc": ["body", "model"], "msg": "no"}]}),
}
TAKEN = {
    "whatever is asked": honest,
    "another matter": always(400, error("max_tokens is not supported with this model")),
    "a failure": always(500, error("no such model")),
}


@pytest.mark.parametrize("refuse", REFUSALS.values(), ids=REFUSALS)
def test_a_model_that_is_not_there_is_a_mistake(refuse):
    with pytest.raises(
        WrongModel,
        match=r"--model M1 is not among the models listed, which is one: m-1; did you mean m-1\? \(POST .* -> 4",
    ):
        met(keeping_to_its_list(refuse), model_id="M1")


@pytest.mark.parametrize("take", TAKEN.values(), ids=TAKEN)
def test_a_list_may_be_partial(take):
    found, target = met(keeping_to_its_list(take), model_id="M1")
    assert (found.failure, target.model) == (None, "M1")


def without_a_list(answered):
    return lambda asked: always(404, b"{}")(asked) if asked.path == hostile.LIST else answered(asked)


@pytest.mark.parametrize("refuse", [REFUSALS[name] for name in REFUSALS if name != "not found"])
def test_where_no_models_are_listed_one_that_is_refused_by_its_name_is_a_mistake(refuse):
    with pytest.raises(WrongModel, match=r"--model M1 is none that the server knows, and no models are listed \(POST"):
        met(without_a_list(refuse), model_id="M1")


@pytest.mark.parametrize("take", TAKEN.values(), ids=TAKEN)
def test_where_no_models_are_listed_any_that_is_not_refused_by_its_name_may_be_there(take):
    assert met(without_a_list(take), model_id="M1")[1].model == "M1"


def test_a_model_of_a_surface_that_is_not_there_is_a_mistake_too():
    with pytest.raises(WrongModel, match="embeddings=mine is not among the models listed"):
        met(honest, models={"embeddings": "mine"})


def test_of_many_models_a_few_are_named():
    entries = [hostile.ENTRY | {"id": f"model-{number}"} for number in range(9)]

    def many(asked):
        yield from always(200, {"data": entries})(asked) if asked.path == hostile.LIST else always(404, b"")(asked)

    with pytest.raises(WrongModel) as found:
        met(many, model_id="nonesuch")
    assert "nonesuch is not among the 9 models listed: model-0, model-1, model-2, model-3, model-4 and 4 more (" in str(
        found.value
    )


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
            preflight(Target(root, Client(LONG)))


def mistaken(address, deadlines=LONG):
    """What is said of an address."""
    client = Client(deadlines)
    with closing(client), pytest.raises(WrongAddress) as found:
        preflight(Target(address, client))
    return str(found.value)


@pytest.mark.parametrize("end", ["/v1/chat/completions", "/v1/completions", "/v1/models", "/chat/completions"])
def test_an_address_of_one_operation(end):
    with hostile.serving(honest) as url:
        assert mistaken(url.removesuffix("/v1") + end).endswith(f"; {url}/models does: use --base-url {url}")


def test_an_address_of_one_operation_where_no_models_are_listed():
    with hostile.serving(hostile.without_models) as url:
        told = mistaken(url + "/chat/completions")
    assert f"is the path of one operation, not where the API begins: use --base-url {url}" in told


def test_https_where_http_is_spoken(reference_server):
    url = reference_server.base_url
    assert mistaken(url.replace("http:", "https:")).endswith(f"answers http, not https: use --base-url {url}")


@pytest.mark.slow
def test_https_where_nobody_knows_what_a_handshake_is():
    with hostile.serving(honest) as url:
        assert mistaken(url.replace("http:", "https:"), SHORT).endswith(f": use --base-url {url}")


@pytest.mark.slow
def test_a_server_that_expects_https_and_does_not_answer_it():
    """As nginx says it; nothing here speaks TLS, so nothing else is proposed."""
    page = b"<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>"
    found, _ = met(always(400, page, "text/html"))
    assert found.failure is None


def test_an_address_that_lists_models_without_a_version_is_right():
    def rootless(asked):
        yield from honest(hostile.Asked(asked.number, asked.method, "/v1" + asked.path, asked.headers, asked.body))

    with hostile.serving(rootless) as url:
        target = Target(url.removesuffix("/v1"), Client(LONG))
        assert preflight(target).failure is None
        assert target.model == "m-1"


# --- the survey ------------------------------------------------------------------------------------------------


@pytest.fixture
def no_pauses(monkeypatch):
    """What is kept is asked for again as often, and at once."""
    monkeypatch.setattr("oaic_suite.asking.survey.preflight.PAUSES", [0.0] * len(PAUSES))


def surveyed(handler):
    with hostile.serving(handler) as url:
        target = Target(url, Client(LONG), model_id="m-1")
        survey(target)
        return {name: found.state for name, found in target.capabilities.known.items()}


def refusing(param, status=400):
    def handler(asked):
        if param in asked.body:
            yield answer(status, error(f"{param} is not supported"))
        else:
            yield from honest(asked)

    return handler


def refusing_to_show_models(asked):
    yield from always(404, b"{}")(asked) if "models/" in asked.path else honest(asked)


@pytest.mark.usefixtures("no_pauses")
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
        (refusing_to_show_models, "models-retrieve", "absent"),
        (always(400, b"[" * 100_000), "chat", "unknown"),
    ],
)
def test_what_a_server_has(handler, name, state):
    assert surveyed(handler)[name] == state


@pytest.mark.usefixtures("no_pauses")
@pytest.mark.parametrize(("listed", "state"), [(("m-1",), "absent"), (("m-2",), "unknown")], ids=["another", "it"])
def test_a_model_that_is_not_listed_need_not_be_found_by_its_id(listed, state):
    with hostile.serving(honest) as url:
        target = Target(url, Client(LONG), model_id="m-2", listed=listed)
        survey(target)
        assert target.capabilities.known["models-retrieve"].state == state
