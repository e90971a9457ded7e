"""Requests that come compressed."""

from __future__ import annotations

import gzip
import json

import pytest
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.strict_json import Malformed
from oaic_server.http.coding import decoded

BODY = json.dumps({"model": "parrot-1", "messages": [{"role": "user", "content": "Hello"}]}).encode()


@pytest.fixture
def send(client):
    def post(body, coding):
        headers = {"content-type": "application/json", "content-encoding": coding}
        return client.post("/chat/completions", content=body, headers=headers)

    return post


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", gzip.compress(BODY)), ("X-GZIP", gzip.compress(BODY)), ("", BODY)],
    ids=["gzip", "X-GZIP", "none"],
)
def test_a_body_is_read_through_its_coding(send, coding, body):
    assert send(body, coding).json()["choices"][0]["message"]["content"] == "Hello"


def test_an_unknown_coding_is_refused_with_what_would_do(send):
    refused = send(BODY, "br")
    assert (refused.status_code, refused.headers["accept-encoding"]) == (415, "gzip")
    assert refused.json()["error"]["code"] == "unsupported_content_encoding"


@pytest.mark.parametrize("body", [BODY, gzip.compress(BODY)[:-4], b""], ids=["plain", "cut short", "empty"])
def test_a_body_that_is_not_what_its_coding_says_is_refused(send, body):
    refused = send(body, "gzip")
    assert refused.status_code == 400
    assert "gzip" in refused.json()["error"]["message"]


def test_the_limit_holds_for_what_comes_out(send):
    assert send(gzip.compress(BODY + b" " * 10_000_000), "gzip").status_code == 413


def test_no_more_comes_out_than_shows_that_it_is_too_much():
    assert len(decoded(gzip.compress(bytes(10**6)), "gzip", 100)) == 101
    with pytest.raises(Malformed):
        decoded(gzip.compress(b"x")[:-1], "gzip", 100)
    with pytest.raises(Refusal):
        decoded(b"", "zstd", 100)
