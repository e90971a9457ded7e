"""What the real service was recorded to send is read by the official SDK as the suite reads it: no row of it is red."""

from __future__ import annotations

import httpx2
import openai
import recorded
from oaic_suite.asking.secrets.redaction import Redactor
from oaic_suite.checks.sdk import readings as sdk_readings
from oaic_suite.clients.sdk import scenarios
from oaic_suite.clients.sdk.client import at_once, raised_by
from oaic_suite.clients.testimony import Heard
from test_recordings import pytestmark as pytestmark
from test_recordings import recordings

ASKED = {"model": "m-1"}
CHAT, COMPLETION, EMBEDDING = "createChatCompletion", "createCompletion", "createEmbedding"
ROWS = {
    (CHAT, False): (lambda sdk: scenarios.chat(sdk, ASKED | {"messages": []}), sdk_readings.answer),
    (CHAT, True): (lambda sdk: scenarios.stream(sdk, ASKED | {"messages": []}), sdk_readings.stream),
    (COMPLETION, False): (lambda sdk: scenarios.completion(sdk, ASKED | {"prompt": ""}), sdk_readings.completion),
    (COMPLETION, True): (
        lambda sdk: scenarios.completion_stream(sdk, ASKED | {"prompt": ""}),
        sdk_readings.completion_stream,
    ),
    (EMBEDDING, False): (lambda sdk: scenarios.embedding(sdk, ASKED | {"input": ""}), sdk_readings.embedding),
    ("listModels", False): (scenarios.models, sdk_readings.models),
}


FLOOR = 180  # the two samples held 184 such answers
TYPES = {False: "application/json", True: "text/event-stream"}


def heard(exchange, scenario, **options):
    """The recording, played to the SDK."""
    headers = {"content-type": TYPES[exchange.request.wants_stream]}
    played = httpx2.Response(200, headers=headers, content=exchange.body)
    with httpx2.Client(transport=httpx2.MockTransport(lambda _: played)) as http:
        sdk = openai.OpenAI(api_key="any", base_url="http://t/v1", max_retries=0, http_client=http, **options)
        try:
            return Heard((exchange,), at_once(scenario(sdk)))
        except Exception as problem:
            return Heard((exchange,), {}, raised_by(problem, Redactor()))


def judged(asked, **options):
    """What is misread of each recording that a row is about."""
    for exchange in recordings():
        row = ROWS.get((exchange.request.operation, exchange.request.wants_stream))
        if row and exchange.status == 200 and "body" in exchange.kept and asked(exchange.request):
            yield exchange.id, heard(exchange, row[0], **options).misread(row[1])


def asked_strictly(request):
    """What the rows of strict validation ask for: the SDK's own schemas do not know all that the service sends."""
    return request.operation != COMPLETION and request.get("encoding_format") != "base64"


def test_no_recording_is_misread():
    found = dict(judged(lambda request: True))
    assert {id: wrong for id, wrong in found.items() if wrong} == {}
    assert len(found) >= recorded.floor(FLOOR)


def test_no_recording_fails_strict_validation():
    found = dict(judged(asked_strictly, _strict_response_validation=True))
    assert {id: wrong for id, wrong in found.items() if wrong} == {}
    assert found
