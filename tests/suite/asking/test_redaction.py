"""No secret is written, however it is spelt; and nothing else is lost."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from oaic_suite.asking.secrets.given import secret
from oaic_suite.asking.secrets.redaction import MASK, Redactor
from oaic_suite.evidence.exchange import Exchange, Request

KEY = 'sk-"secret"/ключ+1'
REDACTOR = Redactor.of([KEY])

SPELLINGS = {
    "as it is": KEY,
    "in a URL": quote(KEY, safe=""),
    "in JSON": json.dumps(KEY),
    "backwards": KEY[::-1],
    "in base64": base64.b64encode(KEY.encode()).decode(),
    "in hex": KEY.encode().hex(),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_is_taken_out(spelling):
    said = REDACTOR.text(f"before {spelling} after")
    assert said.startswith("before ")
    assert MASK in said
    assert spelling.strip('"') not in said


def test_a_body_keeps_its_length():
    body = f'{{"echo": "{KEY}", "rest": 1}}'.encode()
    masked = REDACTOR.mask(body)
    assert (len(masked), KEY.encode() in masked, masked[-11:]) == (len(body), False, body[-11:])


def test_names_and_values_of_json_are_redacted():
    assert REDACTOR.value({KEY: [KEY, 1, None]}) == {MASK: [MASK, 1, None]}


@pytest.mark.parametrize("name", ["Authorization", "X-Api-Key", "Cookie", "Set-Cookie", "x-auth-token"])
def test_headers_that_carry_secrets(name):
    assert secret(name)


@pytest.mark.parametrize("name", ["content-type", "x-request-id", "x-ratelimit-remaining-tokens"])
def test_headers_that_do_not(name):
    assert not secret(name)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://me:pass@host/v1", f"http://{MASK}@host/v1"),
        ("http://host/v1?api_key=abc&x=1", f"http://host/v1?api_key={MASK}&x=1"),
        ("http://host/v1/models", "http://host/v1/models"),
    ],
)
def test_urls(url, shown):
    assert Redactor().text(url) == shown


def test_a_word_of_the_api_is_no_secret_before_it_is_written():
    """A key such as `stop` would change verdicts if it were taken out of what is judged."""
    assert Redactor.of(["stop"]).mask(b'{"finish_reason": "stop"}') == b'{"finish_reason": "stop"}'


def test_curl_leaves_the_key_to_the_reader():
    request = Request("POST", "http://t/v1", (("authorization", f"Bearer {KEY}"), ("accept", "*/*")), b'{"a": "it\'s"}')
    said = Exchange("e1", request).curl()
    assert (KEY in said, '"Authorization: Bearer $API_KEY"' in said) == (False, True)
