"""openapi-core and our own validators agree on every body."""

from __future__ import annotations

import json

import pytest
from chat_bodies import BAD, GOOD
from oaic_spec import contract
from oaic_spec.openapi_core_bridge import openapi
from openapi_core.testing import MockRequest

BODIES = GOOD | {name: body for name, (body, _) in BAD.items()}


def request(body, path="/v1/chat/completions", method="post", headers=None):
    return MockRequest(
        "http://localhost:8000",
        method,
        path,
        headers={"Authorization": "Bearer key"} if headers is None else headers,
        data=json.dumps(body).encode(),
        content_type="application/json",
    )


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_same_yes_and_no(body):
    theirs = not list(openapi().iter_request_errors(request(body)))
    assert theirs == contract().schema("CreateChatCompletionRequest").accepts(body)


def test_a_missing_key_is_an_error_around_the_body():
    (error,) = openapi().iter_request_errors(request(GOOD["the smallest"], headers={}))
    assert "Security" in type(error).__name__


def test_the_base_url_can_be_the_target_s():
    under_proxy = request(GOOD["the smallest"], path="/proxy/v1/chat/completions")
    assert list(openapi("http://localhost:8000/proxy/v1").iter_request_errors(under_proxy)) == []
    assert list(openapi().iter_request_errors(under_proxy))
