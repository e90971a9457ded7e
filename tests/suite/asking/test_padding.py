"""A body that is mostly space is made while it is sent, and no more of it is sent when the answer is there."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import closing

from hostile import answer, error
from oaic_suite.asking.bounds.deadlines import Deadlines
from oaic_suite.asking.client import LOST, Client
from oaic_suite.evidence.exchange import Request
from oaic_suite.judging.document.record import request_record

BODY, PADDING = b'{"model": "m-1"}', 32 * 2**20
LENGTH = len(BODY) + PADDING
TOO_LARGE = answer(413, error("The body is too large."))


def header_of(connection):
    """What comes up to the end of the header, and the beginning of the body behind it."""
    came = b""
    while b"\r\n\r\n" not in came:
        came += connection.recv(4096)
    return came.split(b"\r\n\r\n", 1)


def rest_of(connection, begun):
    """The sizes and the last byte of a body that is read as long as it comes."""
    size, last = len(begun), begun[-1:]
    while size < LENGTH and (piece := connection.recv(2**20)):
        size, last = size + len(piece), piece[-1:]
    return size, last


def takes_all(connection, heard):
    header, begun = header_of(connection)
    heard += [header, *rest_of(connection, begun)]
    connection.sendall(answer(200, {"object": "chat.completion"}))


def answers_at_once(connection, heard):
    header, begun = header_of(connection)
    connection.sendall(TOO_LARGE)
    heard += [header, *rest_of(connection, begun)]


def resets(connection, heard):
    heard += header_of(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def asked(behave):
    """The exchange, and what the server heard of it."""
    heard: list[object] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def serve():
            connection, _ = listener.accept()
            with connection:
                behave(connection, heard)

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1/chat/completions"
        headers = (("content-type", "application/json"), ("content-length", str(LENGTH)))
        with closing(Client(Deadlines.within(30.0))) as client:
            exchange = client.send(Request("POST", url, headers, BODY, padding=PADDING))
        server.join()
    return exchange, heard


def test_who_takes_all_of_it_gets_all_of_it():
    exchange, [header, size, last] = asked(takes_all)
    assert (exchange.outcome, size, last) == (200, LENGTH, b"}")
    assert f"content-length: {LENGTH}".encode() in header.lower()
    assert b"transfer-encoding" not in header.lower()


def test_who_answers_before_the_end_is_heard_and_sent_no_more():
    exchange, [_, size, _] = asked(answers_at_once)
    assert exchange.outcome == 413
    assert b"too large" in exchange.body
    assert size < LENGTH


def test_who_hangs_up_without_a_word_cuts_it_off():
    exchange, _ = asked(resets)
    assert exchange.status is None
    assert exchange.ended in LOST


def test_the_record_tells_how_much_was_sent_and_holds_none_of_it():
    request = Request("POST", "http://t/v1/chat/completions", (), BODY, padding=PADDING)
    record = request_record(request)
    assert (record["body"], record["body_bytes"]) == (BODY.decode(), LENGTH)
