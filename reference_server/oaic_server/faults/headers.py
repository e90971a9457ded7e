"""Headers that are missing, or that clients cannot read."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT

REQUEST_ID = "x-request-id"


UNREADABLE = "in a moment"


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


# --- limits and waiting -------------------------------------------------------------------------------


@fault("headers.ratelimit.counts", on=CHAT)
def what_is_left_is_a_fraction(reply: Reply) -> None:
    reply.set_header("x-ratelimit-remaining-tokens", "1999983.5")


@fault("headers.ratelimit.counts:words", on=CHAT)
def what_is_left_is_told_in_words(reply: Reply) -> None:
    reply.set_header("x-ratelimit-limit-requests", "unlimited")


@fault("headers.ratelimit.resets", on=CHAT)
def the_reset_is_a_date(reply: Reply) -> None:
    reply.set_header("x-ratelimit-reset-requests", "2026-01-01T00:00:00Z")


@fault("headers.ratelimit.resets:bare", on=CHAT)
def the_reset_has_no_unit(reply: Reply) -> None:
    reply.set_header("x-ratelimit-reset-tokens", "60")


@fault("headers.processing-ms")
def the_time_taken_has_a_unit(reply: Reply) -> None:
    reply.set_header("openai-processing-ms", "12.5ms")


@fault("headers.retry.after", on=CHAT)
def the_wait_is_told_in_words(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("retry-after", UNREADABLE)


@fault("headers.retry.after-ms", on=CHAT)
def the_wait_in_milliseconds_has_a_unit(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("retry-after-ms", "500ms")


@fault("headers.retry.should", on=CHAT)
def whether_to_retry_is_a_number(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("x-should-retry", "0")


@fault("headers.retry.not-for-wrong-requests", on=CHAT)
def wrong_requests_are_to_be_retried(reply: Reply) -> None:
    if reply.is_error:
        reply.set_header("x-should-retry", "true")


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


@benign("headers.patience")
def errors_say_when_to_come_back(reply: Reply) -> None:
    if reply.is_error:
        reply.headers += [("retry-after", "1"), ("retry-after-ms", "1000"), ("x-should-retry", "false")]


@benign("headers.charset-named")
def answers_name_their_charset(reply: Reply) -> None:
    if not reply.is_error and reply.frames is None:
        reply.set_header("content-type", 'Application/JSON; charset="UTF-8"')


@benign("headers.other-limits")
def limits_of_another_kind(reply: Reply) -> None:
    reply.headers += [("x-ratelimit-limit-images", "5"), ("x-ratelimit-reset-images", "1h2m3.4s")]


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
