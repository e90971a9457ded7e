"""Under the official SDK the bytes are kept as they came, however they came and however it ended."""

from __future__ import annotations

import gzip
import json
import os

import hostile
import pytest
from hostile import HANG, KEY, RESET, answer, chat, chunks, frame, head
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import Client
from oaic_suite.asking.partial import HUNG_UP
from oaic_suite.asking.secrets.redaction import MASK, Redactor
from oaic_suite.asking.target import Target
from oaic_suite.checks.sdk import readings as sdk_readings
from oaic_suite.clients.sdk import scenarios
from oaic_suite.clients.sdk.client import WAYS, hear
from oaic_suite.evidence.unsettled import BadProbe, NotEstablished

BODY = {"model": "m-1", "messages": [{"role": "user", "content": "Say hello."}]}
LONG = Deadlines.within(30.0)  # for what comes at once, on however busy a machine
SHORT = Deadlines.within(0.6)  # for what never comes
EVENTS = b"".join(map(frame, [*chunks("Hel", "lo — ¡hé!"), b"[DONE]"]))
both_ways = pytest.mark.parametrize("way", WAYS)


def heard(way, handler, scenario=scenarios.chat, body=BODY, deadlines=LONG, **more):
    client = Client(deadlines, Redactor.of([KEY]))
    with hostile.serving(handler) as url:
        told = hear(Target(url, client, KEY, **more), way, lambda sdk: scenario(sdk, body))
    client.close()
    return told, client


def sending(*pieces):
    def handler(_):
        yield from pieces

    return handler


def cut(data, size):
    return [data[start : start + size] for start in range(0, len(data), size)]


# --- the bytes ------------------------------------------------------------------------------------------------


@both_ways
def test_a_plain_answer_is_kept_byte_for_byte(way):
    whole = answer(200, chat(), headers={"X-One": "1", "x-two": "2"})
    told, client = heard(way, sending(*cut(whole, 50)))
    (exchange,) = told.exchanges
    assert whole.endswith(b"\r\n\r\n" + exchange.body)
    assert [name for name, _ in exchange.headers if name.lower().startswith("x-")] == ["X-One", "x-two"]
    assert (exchange.outcome, exchange.note, exchange.request.operation) == (200, "", "createChatCompletion")
    assert (told.raised, told.given["text"], client.sent) == (None, "Hello.", 1)


@both_ways
@pytest.mark.parametrize("size", [1, 7, len(EVENTS)])
def test_a_stream_is_kept_whatever_the_pieces(way, size):
    told, _ = heard(way, sending(head(200, "text/event-stream"), *cut(EVENTS, size)), scenarios.stream)
    (exchange,) = told.exchanges
    assert exchange.body == EVENTS
    assert sum(arrival.size for arrival in exchange.arrivals) == len(EVENTS)
    assert (told.raised, told.given["text"]) == (None, "Hello — ¡hé!")


@both_ways
def test_what_was_compressed_is_kept_both_ways(way):
    plain = json.dumps(chat()).encode()
    packed = gzip.compress(plain)
    told, _ = heard(way, sending(answer(200, packed, headers={"Content-Encoding": "gzip"})))
    (exchange,) = told.exchanges
    assert (exchange.body, exchange.encoded, told.given["text"]) == (plain, len(packed), "Hello.")


@both_ways
def test_what_the_sdk_sends_is_kept_without_the_key(way):
    told, _ = heard(way, sending(answer(200, chat())), extra_headers=(("x-team", "parrots"),))
    request = told.exchanges[0].request
    sent = {name.lower(): value for name, value in request.headers}
    assert json.loads(request.body) == BODY
    assert (sent["authorization"], sent["x-team"]) == (MASK, "parrots")
    assert "OpenAI/Python" in sent["user-agent"]


# --- how it ends ----------------------------------------------------------------------------------------------

BEGUN = head(200, "text/event-stream") + EVENTS[:400]
ENDS = {
    "cut off": ([BEGUN, RESET], "reset", EVENTS[:400]),
    "falls silent": ([BEGUN, HANG], "timeout", EVENTS[:400]),
    "no answer": ([HANG], "timeout", b""),
    "not HTTP": ([b"what?\r\n\r\n"], "protocol", b""),
}


@pytest.mark.slow
@both_ways
@pytest.mark.parametrize("name", ENDS)
def test_an_end_that_is_none_is_told(way, name):
    pieces, ended, body = ENDS[name]
    told, _ = heard(way, sending(*pieces), scenarios.stream, deadlines=SHORT if ended == "timeout" else LONG)
    (exchange,) = told.exchanges
    assert (exchange.ended, exchange.body) == (ended, body)
    assert told.raised.kind in ("openai.APIConnectionError", "openai.APITimeoutError")


@pytest.mark.slow
@both_ways
def test_a_stream_that_drips_for_ever_is_left(way):
    def drips(_):
        yield head(200, "text/event-stream")
        while True:
            yield b": and on\n\n"
            yield 0.05

    told, _ = heard(way, drips, scenarios.stream, deadlines=SHORT)
    assert told.exchanges[0].ended == "timeout"
    assert told.exchanges[0].note.startswith("not finished within 0.6 s")


DRIPS = {name: hostile.TABLE[name].handler for name in ("one-by-one", "interim-answers")}


@pytest.mark.slow
@both_ways
@pytest.mark.parametrize("name", DRIPS)
def test_a_beginning_without_end_is_left(way, name):
    told, _ = heard(way, DRIPS[name], deadlines=SHORT)
    assert told.exchanges[0].ended == "timeout"
    assert told.exchanges[0].note.startswith("not finished within 0.6 s")


FULL = {
    "spaces": (hostile.endless(b"", b" " * 65536), "4 MiB"),
    "zeros": (hostile.TABLE["zeros"].handler, "4 MiB"),
    "empty blocks": (hostile.TABLE["empty-blocks"].handler, "4 MiB"),
    "a name": (hostile.TABLE["endless-name"].handler, "4 MiB"),
    "values": (sending(answer(200, [0] * 100_001)), "100000 values"),
}


@both_ways
@pytest.mark.parametrize("name", FULL)
def test_an_answer_without_end_is_left(way, name):
    handler, much = FULL[name]
    told, _ = heard(way, handler)
    assert told.exchanges[0].outcome == f"too_large: more than {much} came"
    assert told.raised.kind == "openai.APIConnectionError"


@pytest.mark.slow
@both_ways
def test_events_without_end_are_left(way):
    told, _ = heard(way, hostile.endless(b"", frame(chunks()[0]), hostile.EVENTS), scenarios.stream)
    assert told.exchanges[0].ended == "too_large"


async def first_chunk(client, body):
    async with scenarios.opened(await scenarios.settled(client.chat.completions.create(**body, stream=True))) as pieces:
        async for chunk in scenarios.Each(pieces):
            return {"id": chunk.id}


@both_ways
def test_a_client_that_leaves_in_the_middle_is_seen_to(way):
    told, _ = heard(way, sending(BEGUN, HANG), first_chunk)
    (exchange,) = told.exchanges
    assert (exchange.ended, exchange.outcome, exchange.note, told.given) == ("left", 200, HUNG_UP, {"id": "chatcmpl-1"})
    assert EVENTS.startswith(exchange.body)


# --- who asks -------------------------------------------------------------------------------------------------


@both_ways
def test_nothing_of_the_environment_reaches_a_server(way, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "of-this-machine")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-secret: of-this-machine")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    told, _ = heard(way, sending(answer(200, chat())))
    assert told.raised is None
    assert "of-this-machine" not in str(told.exchanges[0].request.headers)


def test_the_environment_is_left_as_it_was(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-mine")
    heard("sync", sending(answer(200, chat())))
    assert os.environ["OPENAI_API_KEY"] == "sk-mine"


@both_ways
def test_an_exception_is_named_after_the_place_where_it_was_raised(way):
    told, _ = heard(way, sending(answer(200, b"{")))
    assert told.raised.kind == "json.JSONDecodeError"
    assert told.raised.where.startswith("openai/")
    told, _ = heard(way, sending(answer(200, {})))
    assert (told.raised.kind, told.raised.where) == ("TypeError", "`first = completion.choices[0]`")


@both_ways
def test_a_key_that_is_echoed_is_masked_in_what_was_given_too(way):
    echo = chat()
    echo["choices"][0]["message"]["content"] = f"Your key is {KEY}."
    told, _ = heard(way, sending(answer(200, echo)))
    assert told.given["text"] == f"Your key is {'*' * len(KEY)}."
    assert told.misread(sdk_readings.answer) == []


@both_ways
def test_a_message_without_text_is_not_sent_back(way):
    silent = chat()
    silent["choices"][0]["message"]["content"] = None
    with pytest.raises(NotEstablished, match="no text"):
        heard(way, sending(answer(200, silent)), scenarios.round_trip)


@both_ways
def test_a_short_wait_is_waited(way):
    def once_limited(asked):
        later = asked.number > 1
        yield answer(200, chat()) if later else answer(429, {"error": {}}, headers={"Retry-After": "0"})

    told, client = heard(way, once_limited)
    assert (told.given["text"], client.sent) == ("Hello.", 2)


def test_a_request_that_breaks_the_contract_is_our_mistake():
    with pytest.raises(BadProbe, match="temperature"):
        heard("sync", sending(answer(200, chat())), body=BODY | {"temperature": "hot"})
