"""Waits that are told wrong, or not at all."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT

CODE = "rate_limit_exceeded"
WITHOUT_A_ROLE = {"content": "Say hello."}
UNREADABLE = "in a moment"


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


@fault("headers.retry.told", on=CHAT)
def who_comes_too_often_is_not_told_for_how_long(reply: Reply) -> None:
    told_to_slow_down(reply)


@fault("headers.retry.told:words", on=CHAT)
def who_comes_too_often_is_told_in_words(reply: Reply) -> None:
    if told_to_slow_down(reply):
        reply.set_header("retry-after", UNREADABLE)


@benign("headers.retry.spent", on=CHAT)
def who_has_nothing_left_is_not_told_to_wait(reply: Reply) -> None:
    if told_to_slow_down(reply):
        reply.body["error"] |= {"type": "insufficient_quota", "code": "insufficient_quota"}


@benign("headers.retry.patience")
def errors_say_when_to_come_back(reply: Reply) -> None:
    if reply.is_error:
        reply.headers += [("retry-after", "1"), ("retry-after-ms", "1000"), ("x-should-retry", "false")]


def told_to_slow_down(reply: Reply) -> bool:
    """Turns the refusal of a message without a role into one for the rate of requests; whether it was one."""
    wrong = reply.status == 400 and reply.request.members.get("messages") == [WITHOUT_A_ROLE]
    if wrong:
        reply.status = 429
        reply.body = {"error": {"message": "Slow down.", "type": "requests", "param": None, "code": CODE}}
    return wrong
