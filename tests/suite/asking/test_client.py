"""Whatever comes over a socket becomes an exchange that says how it ended: nothing is raised, no wait is for ever."""

from __future__ import annotations

import gc
import gzip
import itertools
import json
import weakref

import hostile
import httpx
import pytest
from hostile import HANG, RESET, answer, frame, head
from oaic_suite.asking.bounds import room
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.bounds.room import MIB
from oaic_suite.asking.client import Client
from oaic_suite.asking.secrets.redaction import MASK, Redactor
from oaic_suite.evidence import arrivals
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.exchange import Request
from oaic_suite.evidence.unsettled import NotEstablished

LONG = Deadlines.within(30.0)  # for what comes at once, on however busy a machine
SHORT = Deadlines.within(0.6)  # 0.3 s to begin, 0.2 s between pieces


def asked(handler, client=None, method="GET", body=None, headers=(), **more):
    """The exchange of one request."""
    client = client or Client(LONG)
    with hostile.serving(handler) as url:
        exchange = client.send(Request(method, f"{url}/models", headers, body), **more)
    client.close()
    return exchange


def sending(*pieces):
    def handler(_):
        yield from pieces

    return handler


def steadily(piece, pause):
    def handler(_):
        yield head(200)
        for _ in itertools.count():
            yield piece
            yield pause

    return handler


def header_by_header(_):
    yield b"HTTP/1.1 200 OK\r\n"
    for number in itertools.count():
        yield f"X-{number}: 1\r\n".encode()
        yield 0.05


# --- how an exchange ends -------------------------------------------------------------------------------


GZIP = {"Content-Encoding": "gzip"}
KEPT = b"Connection: close\r\n"  # what is not said
ENDS = {
    "nobody there": (None, None, "refused", "Connection refused"),
    "silence": (sending(HANG), None, "timeout", "nothing came for 0.3 s before an answer began"),
    "no body": (sending(head(200), HANG), 200, "timeout", "nothing came for 0.2 s before the answer went on"),
    "dripping header": (header_by_header, None, "timeout", "not finished within 0.6 s"),
    "dripping body": (steadily(b" ", 0.05), 200, "timeout", "not finished within 0.6 s"),
    "nothing said": (sending(), None, "protocol", "Server disconnected"),
    "no HTTP": (sending(b"SSH-2.0-hostile\r\n\r\n"), None, "protocol", "illegal status line"),
    "reset": (sending(head(200, length=9) + b"{", 0.05, RESET), 200, "reset", "Connection reset"),
    "cut short": (sending(head(200, length=9) + b"{"), 200, "protocol", "peer closed connection"),
    "whole": (sending(answer(200, {})), 200, "complete", ""),
    "redirect": (sending(answer(302, b"", headers={"Location": "/"})), 302, "complete", ""),
    "no gzip": (sending(head(200, headers=GZIP) + b"plain text"), 200, "protocol", "incorrect header"),
}


@pytest.mark.parametrize(("handler", "status", "ended", "note"), ENDS.values(), ids=ENDS)
def test_how_it_ended(handler, status, ended, note):
    exchange = asked(handler, Client(SHORT if ended == "timeout" else LONG))
    assert (exchange.status, exchange.ended) == (status, ended)
    assert note in exchange.note


def test_an_answer_without_end_is_left(monkeypatch):
    monkeypatch.setattr(room, "LARGEST_ANSWER", 2 * MIB)
    exchange = asked(hostile.endless_body)
    assert exchange.outcome == "too_large: more than 2 MiB came"


def test_a_stream_is_left_sooner(monkeypatch):
    monkeypatch.setattr(room, "LARGEST_STREAM", 1000)
    exchange = asked(hostile.endless_stream, method="POST", body=b'{"stream": true}')
    assert exchange.ended == "too_large"


SLOW = {"empty blocks": pytest.mark.slow}
UNBOUNDED = {
    "empty blocks": (hostile.endless(hostile.FIRST_ZEROS[:10], hostile.EMPTY_BLOCK, headers=GZIP), b"", "4 MiB"),
    "a name without end": (hostile.endless(hostile.NAME, b"x" * 65536, headers=GZIP), b"", "4 MiB"),
    "zeros": (hostile.endless(hostile.FIRST_ZEROS, hostile.MORE_ZEROS, headers=GZIP), b"", "4 MiB"),
    "events": (hostile.endless(b"", b"data:1\n\n", hostile.EVENTS), b"", "6000 lines"),
    "comments": (hostile.endless(b"", b":\r"), b'{"stream": true}', "6000 lines"),
    "values": (sending(answer(200, b"[" + b"0," * 100_000 + b"0]")), b"", "100000 values"),
}


@pytest.mark.parametrize("name", [pytest.param(name, marks=SLOW.get(name, ())) for name in UNBOUNDED])
def test_whatever_is_without_end_is_left(name):
    handler, body, much = UNBOUNDED[name]
    exchange = asked(handler, method="POST", body=body)
    assert (exchange.outcome, len(exchange.body) <= room.SMALL) == (f"too_large: more than {much} came", True)


def test_commas_in_a_text_are_no_values():
    assert asked(sending(answer(200, {"text": "1, " * 100_000 + '"'}))).outcome == 200


def test_what_comes_when_many_large_answers_are_kept_must_be_small(monkeypatch):
    monkeypatch.setattr(room, "MOST_KEPT", 3 * room.SMALL)
    client, body = Client(LONG), b" " * (room.SMALL + 1)
    with hostile.serving(lambda asked: iter([answer(200, body + b" " * (asked.number // 2))])) as url:
        exchanges = [client.send(Request("GET", url)) for _ in range(5)]
    client.close()
    assert [exchange.ended for exchange in exchanges] == ["complete"] * 4 + ["too_large"]
    with pytest.raises(NotEstablished, match="--skip") as unheard:
        Evidence(exchanges[-1]).outcome  # noqa: B018
    assert unheard.value.blocked_by == "room"


def test_what_is_left_of_answers_that_were_too_large_is_kept_once():
    client = Client(LONG)
    with hostile.serving(hostile.endless_body) as url:
        first, second = (client.send(Request("GET", f"{url}/models")) for _ in range(2))
    client.close()
    assert first.body is second.body


def test_what_is_too_large_by_itself_is_no_matter_of_room(monkeypatch):
    monkeypatch.setattr(room, "LARGEST_ANSWER", 3 * room.SMALL)
    exchange = asked(sending(answer(200, b" " * (3 * room.SMALL + 1))))
    assert Evidence(exchange).outcome == "too_large: more than 192 KiB came"


def test_very_many_pieces_are_noted_as_a_few(monkeypatch):
    monkeypatch.setattr(arrivals, "MOST_PIECES", 3)
    pieces = [b"1\r\n%d\r\n" % number for number in range(9)]
    exchange = asked(sending(head(200, headers={"Transfer-Encoding": "chunked"}), *pieces, b"0\r\n\r\n"))
    assert (len(exchange.arrivals), sum(arrival.size for arrival in exchange.arrivals)) == (3, 9)


def test_very_many_headers_are_kept_as_some():
    exchange = asked(sending(answer(200, {}, headers={f"X-{number}": "1" for number in range(2000)})))
    assert (exchange.outcome, len(exchange.headers)) == (200, room.MOST_HEADERS)


@pytest.mark.parametrize("hangs_up", [False, True], ids=["read", "left"])
def test_what_carried_an_answer_goes_with_it(monkeypatch, hangs_up):
    """Very many headers are megabytes in each library below; cycles among them would stay until they are looked for."""
    answers = []
    told = httpx.Response.__init__

    def remembered(self, *args, **more):
        told(self, *args, **more)
        answers.append(weakref.ref(self))

    monkeypatch.setattr(httpx.Response, "__init__", remembered)
    gc.disable()
    try:
        asked(sending(answer(200, {"a": 1})), stop_after=lambda body: hangs_up)
        assert [each() for each in answers] == [None]
    finally:
        gc.enable()


def test_a_cookie_that_nobody_can_read_is_no_trouble():
    cookie = f"a=b; Max-Age={'9' * 400}"
    assert asked(sending(answer(200, {}, headers={"Set-Cookie": cookie}))).outcome == 200


def test_a_cookie_is_not_sent_back():
    def told(request):
        yield answer(200, request.headers, headers={"Set-Cookie": "session=1; Path=/"})

    client = Client(LONG)
    with hostile.serving(told) as url:
        exchanges = [client.send(Request("GET", url)) for _ in range(2)]
    client.close()
    assert [json.loads(exchange.body).get("cookie") for exchange in exchanges] == [None, None]


# --- bytes after an answer ----------------------------------------------------------------------------------

STRAY = answer(500, {"whose": "is this?"})


def twice(request):
    """On a connection that stays open: the answer that was asked for, and another."""
    yield (answer(200, {"path": request.path}) + STRAY).replace(KEPT, b"")


def test_what_follows_an_answer_is_not_taken_for_the_next():
    client = Client(LONG)
    with hostile.serving(twice) as url:
        answers = [json.loads(client.send(Request("GET", f"{url}/{name}")).body)["path"] for name in "abcd"]
    client.close()
    assert answers == ["/v1/a", "/v1/b", "/v1/c", "/v1/d"]


@pytest.mark.parametrize(("pieces", "after"), {
    "in one piece": ([answer(200, {}).replace(KEPT, b"") + STRAY], STRAY),
    "later": ([answer(200, {}).replace(KEPT, b""), 0.05, STRAY], STRAY),
    "chunks": ([hostile.CHUNKED.replace(KEPT, b"") + b"2\r\n{}\r\n0\r\n\r\n" + b"\n"], b"\n"),
    "nothing": ([answer(200, {}).replace(KEPT, b""), HANG], b""),
    "the end": ([answer(200, {})], b""),
}.values())  # fmt: skip
def test_what_follows_an_answer_is_kept_where_it_is_listened_for(pieces, after):
    client = Client(LONG)
    with hostile.serving(sending(*pieces)) as url, client.apart(listens=0.5) as alone:
        assert alone.send(Request("GET", url)).after == after
    client.close()


def test_the_caller_may_hang_up():
    exchange = asked(steadily(frame("x"), 0.01), stop_after=lambda body: body.count(b"\n\n") >= 2)
    assert (exchange.outcome, exchange.note) == (200, "the client hung up on purpose")


@pytest.mark.slow
def test_a_clock_starts_anew_with_each_request():
    client = Client(Deadlines.within(1.6))
    with hostile.serving(sending(0.4, answer(200, {}))) as url:
        ended = [client.send(Request("GET", url)).ended for _ in range(5)]
    client.close()
    assert ended == ["complete"] * 5


# --- a connection that an answer left open ------------------------------------------------------------------


def closes_after_a_failure(request):
    """Leaves the connection open after a 500, as it seems, and has closed it by the time it is used again."""
    if request.path == "/v1/fails":
        yield answer(500, {}).replace(KEPT, b"")
        yield 0.2
        yield RESET
    yield answer(200, {})


def asked_after_a_failure(client, url):
    return [client.send(Request("GET", f"{url}/{path}")) for path in ("fails", "innocent")]


def test_what_was_lost_with_a_connection_is_sent_once_more():
    client = Client(LONG)
    with hostile.serving(closes_after_a_failure) as url:
        failed, innocent = asked_after_a_failure(client, url)
    client.close()
    assert (failed.outcome, innocent.outcome, innocent.id, client.sent) == (500, 200, "x3", 3)


def unread(request):
    """Refuses without reading a body, and takes it for the next request, as servers do that stand on http.server."""
    if request.path == "/v1/fails":
        yield answer(404, {}).replace(KEPT, b"")
        yield 0.2
        yield b"HTTP/1.1 400 No\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: 6\r\n\r\n<html>"
    yield answer(200, {})


def test_what_was_taken_for_the_rest_of_another_is_sent_once_more():
    client = Client(LONG)
    with hostile.serving(unread) as url:
        failed, innocent = asked_after_a_failure(client, url)
    client.close()
    assert (failed.outcome, innocent.outcome, innocent.id, client.sent) == (404, 200, "x3", 3)


def test_a_client_apart_sees_that_too():
    client = Client(LONG)
    with hostile.serving(unread) as url, client.apart() as alone:
        mistaken = asked_after_a_failure(alone, url)[1]
    client.close()
    assert (mistaken.status, client.sent) == (400, 2)


def test_a_client_apart_sees_the_loss():
    client = Client(LONG)
    with hostile.serving(closes_after_a_failure) as url, client.apart() as alone:
        lost = asked_after_a_failure(alone, url)[1]
    client.close()
    assert (lost.status, lost.ended, client.sent) == (None, "reset", 2)


@pytest.mark.parametrize("pieces", [(), (RESET,)], ids=["closed", "reset"])
def test_what_is_lost_with_a_new_connection_is_not_sent_again(pieces):
    client = Client(LONG)
    exchange = asked(sending(*pieces), client)
    assert (exchange.status, client.sent) == (None, 1)


# --- what is kept -----------------------------------------------------------------------------------------


def test_the_answer_is_kept_as_it_came():
    exchange = asked(sending(head(200, headers={"X-Two": "1"}) + b"{}", 0.05, b"\n"))
    assert exchange.body == b"{}\n"
    assert exchange.header("x-two") == "1"
    assert [arrival.size for arrival in exchange.arrivals] == [2, 1]
    assert [arrival.at for arrival in exchange.arrivals] == sorted(arrival.at for arrival in exchange.arrivals)


def test_a_coding_is_taken_off_and_the_bytes_are_counted():
    encoded = gzip.compress(b"[1, 2]")
    exchange = asked(sending(answer(200, encoded, headers=GZIP)))
    assert (exchange.body, exchange.encoded, exchange.version) == (b"[1, 2]", len(encoded), "HTTP/1.1")
    assert sum(arrival.size for arrival in exchange.arrivals) == len(exchange.body)


def test_a_body_may_be_sent_in_chunks():
    def told(request):
        yield answer(200, request.headers)

    exchange = asked(told, method="POST", body=b"{}", headers=(("transfer-encoding", "chunked"),))
    assert json.loads(exchange.body)["transfer-encoding"] == "chunked"
    assert "content-length" not in json.loads(exchange.body)


def test_a_client_apart_counts_with_the_others():
    client, request = Client(SHORT), Request("GET", "http://127.0.0.1:9/")
    with client.apart() as alone:
        assert [alone.send(request).id, client.send(request).id] == ["x1", "x2"]
    assert (client.sent, alone.sent) == (2, 2)


def test_requests_are_counted_and_numbered():
    client = Client(SHORT)
    request = Request("GET", "http://127.0.0.1:9/")
    assert [client.send(request, prefix="w1-").id for _ in range(2)] == ["w1-1", "w1-2"]
    assert client.sent == 2


def test_a_secret_is_gone_before_anything_is_judged():
    def echo(request):
        told = request.headers["authorization"]
        yield answer(200, {"told": told}, headers={"X-Told": told, "Set-Cookie": "a=b"})

    secret = "sk-0123456789"
    client = Client(SHORT, Redactor.of([secret]))
    exchange = asked(echo, client, headers=(("authorization", f"Bearer {secret}"),))
    assert exchange.request.headers == (("authorization", MASK),)
    assert json.loads(exchange.body) == {"told": "Bearer *************"}
    assert (exchange.header("x-told"), exchange.header("set-cookie")) == ("Bearer *************", MASK)


def test_what_may_repeat_a_part_of_a_secret_is_not_kept():
    def echo(request):
        told = request.headers["authorization"]
        yield answer(401, {"told": told[:12]}, headers={"X-Told": told[:14], "X-Other": "a"})

    client = Client(LONG, Redactor.of(["sk-0123456789"]))
    headers = (("authorization", "Bearer sk-0123456789-and-more"),)
    with hostile.serving(echo) as url:
        exchange = client.send(Request("GET", f"{url}/models", headers, unkept=True))
    client.close()
    assert (exchange.status, exchange.body, exchange.header("x-told"), exchange.header("x-other")) == (
        401,
        b"",
        None,
        "a",
    )
    assert exchange.request.headers == (("authorization", MASK),)


@pytest.mark.parametrize("url", ["http://", f"http://{'a' * 70}.invalid/", "http://127.0.0.1:9/" + "x" * 70_000])
def test_an_address_nobody_can_ask_is_no_crash(url):
    assert Client(SHORT).send(Request("GET", url)).status is None


def test_a_header_that_earlier_answers_had_is_kept_once():
    stock = room.Stock()
    first, second = (stock.shared((("x-powered-by", "".join("parrot")), ("x-number", str(n)))) for n in range(2))
    assert first[0] is second[0]
    assert [value for _, value in (*first, *second)] == ["parrot", "0", "parrot", "1"]
