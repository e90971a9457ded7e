"""Headers that are missing, or that clients cannot read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT

REQUEST_ID = "x-request-id"


# --- request ids --------------------------------------------------------------------------------------


@fault("headers.request-id.on-answers", on=CHAT)
def answers_have_no_request_id(reply: Reply) -> None:
    if not reply.is_error and not reply.request.stream:
        reply.set_header(REQUEST_ID, None)


@fault("headers.request-id.on-streams", on=CHAT)
def streams_have_no_request_id(reply: Reply) -> None:
    if not reply.is_error and reply.request.stream:
        reply.set_header(REQUEST_ID, None)


@fault("headers.request-id.on-errors")
def errors_have_no_request_id(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header(REQUEST_ID, None)


@fault("headers.request-id.unique")
def every_request_has_the_same_id(reply: Reply) -> None:
    reply.set_header(REQUEST_ID, "req_1")


@fault("headers.processing-ms")
def the_time_taken_has_a_unit(reply: Reply) -> None:
    reply.set_header("openai-processing-ms", "12.5ms")


# --- decoding -----------------------------------------------------------------------------------------


@fault("headers.charset", on=CHAT)
def answers_claim_to_be_latin_1(reply: Reply) -> None:
    if not reply.is_error and not reply.request.stream:
        reply.set_header("content-type", "application/json; charset=iso-8859-1")


# --- framing ------------------------------------------------------------------------------------------


@fault("headers.framing", on=CHAT)
def an_answer_has_a_length_and_chunks(reply: Reply) -> None:
    if not reply.is_error and not reply.request.stream:
        reply.headers += [("content-length", str(len(reply.content()))), ("transfer-encoding", "chunked")]


# --- legal oddities -----------------------------------------------------------------------------------


@benign("headers.bare")
def nothing_is_sent_that_need_not_be(reply: Reply) -> None:
    """Only the request id and what HTTP needs."""
    needed = (REQUEST_ID, "content-type", "content-length", "connection", "allow", "www-authenticate")
    reply.headers = [(name, value) for name, value in reply.headers if name in needed]


@benign("headers.charset-named")
def answers_name_their_charset(reply: Reply) -> None:
    if not reply.is_error and reply.frames is None and isinstance(reply.body, dict | list):
        reply.set_header("content-type", 'Application/JSON; charset="UTF-8"')


# --- keeping ------------------------------------------------------------------------------------------


@fault("headers.cache.streams", on=CHAT)
def streams_are_kept_as_files_are(reply: Reply) -> None:
    if not reply.is_error and reply.request.stream:
        reply.set_header("cache-control", "public, max-age=31536000, immutable")


@fault("headers.cache.answers", on=CHAT)
def answers_are_kept_for_a_minute(reply: Reply) -> None:
    if not reply.is_error and not reply.request.stream:
        reply.set_header("cache-control", "max-age=60")


@benign("headers.cache.private", on=CHAT)
def nothing_is_kept(reply: Reply) -> None:
    reply.set_header("cache-control", "private, no-cache, no-transform, max-age=0")


@benign("headers.cache.no-store", on=CHAT)
def nothing_is_kept_whatever_stands_beside_it(reply: Reply) -> None:
    """As proxies add to what a server says. RFC 9111, 5.2.2.5: it may not be stored, for however long that were."""
    reply.set_header("cache-control", "private, no-store, max-age=60")


@benign("headers.request-id-twice")
def a_proxy_repeats_the_id(reply: Reply) -> None:
    reply.headers += [(name, value) for name, value in reply.headers if name == REQUEST_ID]
