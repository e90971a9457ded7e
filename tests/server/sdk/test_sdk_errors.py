"""The official SDK turns each refusal into the class it has for it, and carries what stands on the wire."""

from __future__ import annotations

from dataclasses import dataclass

import openai
import pytest
from official import WAYS

HELLO = [{"role": "user", "content": "Hello"}]
BROKEN = {"x-oaic-fault": "errors.client-fault"}


def chat(**members):
    return lambda client: client.chat.completions.create(**{"model": "parrot-1", "messages": HELLO, **members})


@dataclass(frozen=True)
class Case:
    call: object
    error: type[openai.APIStatusError]
    key: str = "sk-test"


CASES = {
    "a wrong key": Case(chat(), openai.AuthenticationError, key="sk-wrong"),
    "an unknown model": Case(chat(model="nobody"), openai.NotFoundError),
    "a model that is not there": Case(lambda client: client.models.retrieve("nobody"), openai.NotFoundError),
    "a value out of range": Case(chat(temperature=3), openai.BadRequestError),
    "no messages": Case(chat(messages=[]), openai.BadRequestError),
    "an unknown member": Case(chat(extra_body={"colour": "red"}), openai.BadRequestError),
    "a stream that cannot begin": Case(chat(stream=True, temperature=3), openai.BadRequestError),
    "an embedding of nothing": Case(
        lambda client: client.embeddings.create(model="parrot-1", input=[]), openai.BadRequestError
    ),
    "a completion of too much": Case(
        lambda client: client.completions.create(model="parrot-1", prompt="Hi", best_of=1, n=2), openai.BadRequestError
    ),
    "an internal error": Case(chat(messages="Hello", extra_headers=BROKEN), openai.InternalServerError),
}


@pytest.fixture(params=WAYS)
def way(request):
    return request.param


def refused(sdk, call):
    with pytest.raises(openai.APIStatusError) as raised:
        sdk.one(call)
    return raised.value


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_refusal(way, case, server):
    sdk = way(server.base_url, case.key)
    error = refused(sdk, case.call)
    sent = sdk.wire.json["error"]
    assert type(error) is case.error
    assert (error.code, error.param, error.type) == (sent["code"], sent["param"], sent["type"])
    assert sent["message"] in error.message
    assert error.body == sent
    assert error.request_id == sdk.wire.headers["x-request-id"]


def test_a_limit_of_the_rate(way, reference_server_factory):
    limited = reference_server_factory(rate_limit_requests=1)
    sdk = way(limited.base_url, limited.api_key)
    sdk.one(chat())
    error = refused(sdk, chat())
    assert type(error) is openai.RateLimitError
    assert error.body == sdk.wire.json["error"]
    assert error.response.headers["retry-after"] == sdk.wire.headers["retry-after"]


def test_an_error_in_the_middle_of_a_stream(way, server):
    sdk = way(server.base_url, server.api_key)
    with pytest.raises(openai.APIError) as raised:
        sdk.each(chat(stream=True, extra_headers={"x-oaic-fault": "chat.stream.no-error"}))
    sent = sdk.wire.chunks[-1]["error"]
    assert raised.value.body == sent
    assert (raised.value.code, raised.value.param, raised.value.type) == (sent["code"], sent["param"], sent["type"])
