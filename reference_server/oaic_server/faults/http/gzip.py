"""Compression that a client cannot undo, or that a server cannot."""

from __future__ import annotations

import gzip
import zlib

from oaic_server.exchange.reply import Frame, Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT

GZIP = zlib.MAX_WBITS + 16


def accepts_gzip(reply: Reply) -> bool:
    return not reply.is_error and "gzip" in reply.request.headers.get("accept-encoding", "")


def compress(reply: Reply) -> None:
    reply.body = gzip.compress(reply.content())
    reply.set_header("content-encoding", "gzip")


@fault("http.gzip.answer", on=CHAT)
def a_plain_answer_is_called_gzip(reply: Reply) -> None:
    if accepts_gzip(reply) and not reply.request.stream:
        reply.set_header("content-encoding", "gzip")


@fault("http.gzip.answer:cut", on=CHAT)
def the_checksum_of_an_answer_is_missing(reply: Reply) -> None:
    if accepts_gzip(reply) and not reply.request.stream:
        compress(reply)
        reply.body = reply.body[:-8]


@fault("http.gzip.list", on="listModels")
def a_plain_list_is_called_gzip(reply: Reply) -> None:
    if accepts_gzip(reply):
        reply.set_header("content-encoding", "gzip")


@fault("http.gzip.stream", on=CHAT)
def a_plain_stream_is_called_gzip(reply: Reply) -> None:
    if accepts_gzip(reply) and reply.request.stream:
        reply.set_header("content-encoding", "gzip")


@fault("http.gzip.unasked", on=CHAT)
def every_answer_is_compressed(reply: Reply) -> None:
    if not reply.is_error and not reply.request.stream:
        compress(reply)


@fault("http.gzip.request", on=CHAT)
def a_compressed_request_is_an_internal_error(reply: Reply) -> None:
    if "content-encoding" in reply.request.headers:
        reply.status = 500


@fault("http.gzip.request-envelope", on=CHAT)
def a_compressed_request_is_refused_in_words(reply: Reply) -> None:
    if "content-encoding" in reply.request.headers:
        reply.status, reply.body = 415, b"Unsupported Media Type"


# --- legal --------------------------------------------------------------------------------------------


@benign("http.gzip")
def what_may_be_compressed_is(reply: Reply) -> None:
    """Streams too, each event as soon as it is there."""
    if accepts_gzip(reply) and reply.frames is None:
        compress(reply)
    elif accepts_gzip(reply):
        reply.set_header("content-encoding", "gzip")
        encoder = zlib.compressobj(wbits=GZIP)
        for frame in reply.frames or []:
            frame.raw = encoder.compress(frame.encode(reply.encode)) + encoder.flush(zlib.Z_SYNC_FLUSH)
        reply.frames = [*(reply.frames or []), Frame(None, raw=encoder.flush())]


@benign("http.gzip-refused", on=CHAT)
def a_compressed_request_is_refused(reply: Reply) -> None:
    if "content-encoding" in reply.request.headers:
        reply.status = 415
        reply.body = {"error": dict.fromkeys(("message", "type", "param", "code"), "")}
