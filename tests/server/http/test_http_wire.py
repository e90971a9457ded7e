"""What leaves the socket, byte for byte, and when it stops leaving."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from oaic_server.exchange.reply import DONE, Frame, Reply, Wire
from oaic_server.exchange.request import Request
from oaic_server.http.serving.closing import Closing
from oaic_server.http.stream import departures, ended_by_an_error, writes
from oaic_server.http.wire import deliver, interrupted, parts, resized

REQUEST = Request("createChatCompletion", "POST", "/chat/completions")
SCOPE = {"type": "http", "method": "POST"}
SECONDS = 10  # far more than anything here takes: it only ends a hang

FRAMES = {
    "a chunk": (Frame({"a": "ö"}), 'data: {"a":"ö"}\n\n'.encode()),
    "the end": (Frame(DONE), b"data: [DONE]\n\n"),
    "a named event": (Frame({}, event="x.y"), b"event: x.y\ndata: {}\n\n"),
    "bytes of its own": (Frame({}, raw=b"\r\n: hm"), b"\r\n: hm"),
}


@pytest.mark.parametrize(("frame", "encoded"), FRAMES.values(), ids=FRAMES)
def test_a_frame_is_one_event(frame, encoded):
    assert frame.encode() == encoded


def frames(*delays):
    return [Frame(str(number), delay=delay) for number, delay in enumerate(delays)]


WRITES = {
    "nothing": ([], []),
    "the first leaves alone": (frames(0, 0, 0), [1, 2]),
    "sixteen at most": (frames(*[0] * 20), [1, 16, 3]),
    "a delay begins a write": (frames(0, 1, 0, 1), [1, 2, 1]),
    "delayed ones leave one by one": (frames(0, 1, 1, 1), [1, 1, 1, 1]),
    "16 KiB at most": ([Frame("x" * 6000) for _ in range(5)], [1, 2, 2]),
    "a large one leaves alone": ([Frame("x" * 60_000) for _ in range(3)], [1, 1, 1]),
}


@pytest.mark.parametrize(("sent", "expected"), WRITES.values(), ids=WRITES)
def test_frames_due_together_leave_together(sent, expected):
    made = list(writes(sent, json.dumps))
    assert [len(write.frames) for write in made] == expected
    assert b"".join(piece for write in made for piece in write.frames) == b"".join(frame.encode() for frame in sent)


def test_a_stream_that_fails_ends_in_an_error(capfd):
    def failing():
        yield Frame({"a": 1})
        raise ZeroDivisionError

    first, last = ended_by_an_error(Reply(REQUEST, source=failing()))
    assert (first.data, last.data["error"]["type"]) == ({"a": 1}, "server_error")
    assert "ZeroDivisionError" in capfd.readouterr().err


def run(reply, *, method="POST"):
    """The messages that a reply sends to a client who stays."""
    sent = []

    async def receive():
        await asyncio.Event().wait()

    async def keep(message):
        sent.append(message)

    asyncio.run(deliver(reply, SCOPE | {"method": method}, receive, keep, Closing(1)))
    return sent


def bodies(sent):
    return [message["body"] for message in sent if message["type"] == "http.response.body"]


def test_a_plain_reply_is_one_write():
    start, body = run(Reply.json(REQUEST, {"a": 1}))
    assert start["headers"] == [(b"content-type", b"application/json"), (b"content-length", b"7")]
    assert body == {"type": "http.response.body", "body": b'{"a":1}', "more_body": False}


def test_a_stream_is_its_frames_and_nothing_else():
    start, *body = run(Reply.events(REQUEST, [Frame({}), Frame(DONE)]))
    assert start["headers"] == [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-cache"),
    ]
    assert bodies(body) == [b"data: {}\n\n", b"data: [DONE]\n\n", b""]


def test_headers_leave_as_they_stand():
    reply = Reply.json(REQUEST, {})
    reply.headers = [("content-length", "2"), ("x-a", "1"), ("x-a", "2")]
    assert run(reply)[0]["headers"] == [(b"content-length", b"2"), (b"x-a", b"1"), (b"x-a", b"2")]


def test_no_content_has_no_length():
    assert run(Reply(REQUEST, 204, [], b""))[0]["headers"] == []


def test_a_body_is_spelt_as_its_reply_wants():
    reply = Reply.json(REQUEST, {"a": 1}, 200)
    reply.encode = lambda value: json.dumps(value, indent=1).encode()
    assert bodies(run(reply)) == [b'{\n "a": 1\n}']


def test_a_write_may_have_any_size():
    reply = Reply.json(REQUEST, None)
    reply.body, reply.wire = b"abcdefgh", Wire(sizes=(1, 3))
    assert bodies(run(reply)) == [b"", b"a", b"bcd", b"efg", b"h", b""]


def test_a_cut_leaves_the_body_unfinished():
    reply = Reply.events(REQUEST, [Frame("1"), Frame("2")])
    reply.wire = Wire(cut_after=10)
    sent = run(reply)
    assert b"".join(bodies(sent)) == b"data: 1\n\nd"
    assert all(message["more_body"] for message in sent[1:])


def test_a_cut_beyond_the_end_is_a_cut_at_the_end():
    reply = Reply.json(REQUEST, {})
    reply.wire = Wire(cut_after=1000)
    assert run(reply)[-1]["more_body"] is True


def gathered(stream):
    async def gather():
        return [piece async for piece in stream]

    return asyncio.run(gather())


async def pieces(*given):
    for piece in given:
        yield piece


@pytest.mark.parametrize("sizes", [(1,), (2,), (3, 1), (100,), (0,)], ids=repr)
def test_resizing_changes_no_byte(sizes):
    assert b"".join(gathered(resized(pieces(b"abc", b"", b"defg"), sizes))) == b"abcdefg"


def test_a_pause_falls_between_two_bytes(monkeypatch):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr("oaic_server.http.wire.asyncio", SimpleNamespace(sleep=sleep))  # other servers sleep too
    wire = Wire(pauses={0: 5.0, 3: 7.0}, hold_open=9.0)
    assert gathered(interrupted(pieces(b"abcdef"), wire)) == [b"", b"abc", b"def"]
    assert [seconds for seconds in waited if seconds] == [5.0, 7.0, 9.0]


def test_parts_lie_between_marks():
    assert parts(b"abcdef", [-1, 0, 2, 5, 6, 9]) == [b"ab", b"cde", b"f"]


def test_delays_are_kept_on_an_absolute_schedule():
    waited = []

    class Noting(Closing):
        async def pause(self, seconds):
            waited.append(round(seconds, 1))

    gathered(departures(Reply.events(REQUEST, frames(0, 1, 1)), Noting(1)))
    assert waited == [0, 1, 2]


def test_a_server_that_closes_waits_no_more():
    async def all_of_it():
        closing = Closing(1)
        closing.begin()
        return [piece async for piece in departures(Reply.events(REQUEST, frames(0, 60, 60)), closing)]

    assert asyncio.run(asyncio.wait_for(all_of_it(), SECONDS)) == [b"data: 0\n\n", b"data: 1\n\n", b"data: 2\n\n"]


def test_a_client_that_leaves_stops_the_generator():
    made = []

    def endless():
        while True:
            made.append(1)
            yield Frame("x")

    async def leave():
        await asyncio.sleep(0.01)
        return {"type": "http.disconnect"}

    async def keep(message):
        pass

    async def made_when_it_left_and_later():
        await asyncio.wait_for(deliver(Reply.events(REQUEST, endless()), SCOPE, leave, keep, Closing(1)), SECONDS)
        when_it_left = len(made)
        await asyncio.sleep(0.05)
        return when_it_left, len(made)

    when_it_left, later = asyncio.run(made_when_it_left_and_later())
    assert 0 < when_it_left == later


def test_nothing_waits_when_the_server_closes():
    sent, closing = [], Closing(1)
    reply = Reply.json(REQUEST, {})
    reply.wire = Wire(wait=60.0)

    async def stay():
        await asyncio.Event().wait()

    async def keep(message):
        sent.append(message.get("body", b""))

    async def delivered():
        closing.begin()
        await asyncio.wait_for(deliver(reply, SCOPE, stay, keep, closing), SECONDS)

    asyncio.run(delivered())
    assert b"".join(sent) == b"{}"


def test_a_client_that_leaves_is_not_waited_for():
    reply = Reply.json(REQUEST, {})
    reply.wire = Wire(wait=60.0)
    sent = []

    async def leave():
        return {"type": "http.disconnect"}

    async def keep(message):
        sent.append(message)

    asyncio.run(deliver(reply, SCOPE, leave, keep, Closing(1)))
    assert sent == []


def exchange(server, request):
    """The raw bytes a server answers with, until it closes."""
    address = urlsplit(server.base_url)
    with contextlib.closing(socket.create_connection((address.hostname, address.port))) as connection:
        connection.settimeout(10)
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_the_bytes_of_a_stream(reference_server_factory):
    server = reference_server_factory(seed=1, api_keys=())
    body = b'{"model":"parrot-1","stream":true,"messages":[{"role":"user","content":"Hi"}]}'
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(body)}\r\n"
        "content-type: application/json\r\nconnection: close\r\n\r\n"
    )
    answered, _, chunked = exchange(server, head.encode() + body).partition(b"\r\n\r\n")
    assert answered.startswith(b"HTTP/1.1 200 OK\r\n")
    sizes, lines = [], chunked
    while lines:
        size, _, lines = lines.partition(b"\r\n")
        sizes.append(lines[: int(size, 16)])
        lines = lines[int(size, 16) + 2 :]
    events = b"".join(sizes).decode().split("\n\n")
    start = (
        '{"id":"chatcmpl-ID","object":"chat.completion.chunk","created":1700000000,"model":"parrot-1",'
        '"service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":'
    )
    first = json.loads(events[0].removeprefix("data: "))
    start = start.replace("ID", first["id"].removeprefix("chatcmpl-")).replace("FP", first["system_fingerprint"])
    assert events == [
        f'data: {start}{{"role":"assistant","content":"","refusal":null}},"logprobs":null,"finish_reason":null}}]}}',
        f'data: {start}{{"content":"Hi"}},"logprobs":null,"finish_reason":null}}]}}',
        f'data: {start}{{}},"logprobs":null,"finish_reason":"stop"}}]}}',
        "data: [DONE]",
        "",
    ]


@pytest.mark.slow
def test_a_body_too_large_is_answered_before_it_is_whole(server):
    head = (
        b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer sk-test\r\n"
        b"content-type: application/json\r\ncontent-length: 1000000\r\n\r\n"
    )
    answered = exchange(server, head + b"x" * 5000)
    assert answered.startswith(b"HTTP/1.1 413 ")
    assert b"request_too_large" in answered


def test_a_head_request_has_the_headers_of_a_get_and_no_body(client):
    got, head = client.get("/models"), client.head("/models")
    varying = {"x-request-id", "openai-processing-ms", "date"} | {name for name in got.headers if "ratelimit" in name}
    assert head.content == b""
    assert {**head.headers} | dict.fromkeys(varying) == {**got.headers} | dict.fromkeys(varying)


STANDARD = {
    "openai-version": "2020-10-01",
    "openai-organization": "parrot",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "x-request-id, retry-after, retry-after-ms, x-should-retry",
    "x-content-type-options": "nosniff",
}


@pytest.mark.parametrize("path", ["/models", "/nothing"])
def test_every_reply_carries_the_standard_headers(client, path):
    first, second = client.get(path).headers, client.get(path).headers
    assert {name: first[name] for name in STANDARD} == STANDARD
    assert first["x-request-id"].startswith("req_")
    assert len(first["x-request-id"]) == len("req_") + 32
    assert first["x-request-id"] != second["x-request-id"]
    assert first["openai-processing-ms"].isdecimal()
    assert "server" not in first
