"""Limits that are told wrong."""

from __future__ import annotations

from oaic_server.exchange.reply import Reply
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT


@fault("headers.ratelimit.counts", on=CHAT)
def what_is_left_is_a_fraction(reply: Reply) -> None:
    reply.set_header("x-ratelimit-remaining-tokens", "1999983.5")


@fault("headers.ratelimit.counts:words", on=CHAT)
def what_is_left_is_told_in_words(reply: Reply) -> None:
    reply.set_header("x-ratelimit-limit-requests", "unlimited")


@fault("headers.ratelimit.counts:below", on=CHAT)
def what_is_left_goes_below_nothing(reply: Reply) -> None:
    reply.set_header("x-ratelimit-remaining-tokens", "-57")


@fault("headers.ratelimit.within", on=CHAT)
def the_counters_are_confused(reply: Reply) -> None:
    """What is left of the tokens is told as what is left of the requests."""
    reply.set_header("x-ratelimit-remaining-requests", reply.header("x-ratelimit-remaining-tokens"))


@fault("headers.ratelimit.moves", on=CHAT)
def what_is_left_never_moves(reply: Reply) -> None:
    reply.set_header("x-ratelimit-remaining-tokens", reply.header("x-ratelimit-limit-tokens"))


@fault("headers.ratelimit.resets", on=CHAT)
def the_reset_is_a_date(reply: Reply) -> None:
    reply.set_header("x-ratelimit-reset-requests", "2026-01-01T00:00:00Z")


@fault("headers.ratelimit.resets:bare", on=CHAT)
def the_reset_has_no_unit(reply: Reply) -> None:
    reply.set_header("x-ratelimit-reset-tokens", "60")


@benign("headers.ratelimit.other")
def limits_of_another_kind(reply: Reply) -> None:
    reply.headers += [("x-ratelimit-limit-images", "5"), ("x-ratelimit-reset-images", "1h2m3.4s")]


@benign("headers.ratelimit.unknown", on=CHAT)
def what_is_left_is_not_known(reply: Reply) -> None:
    """As gateways in front of several servers have it."""
    for unit in ("requests", "tokens"):
        reply.set_header(f"x-ratelimit-remaining-{unit}", "-1")


@benign("headers.ratelimit.unlimited", on=CHAT)
def a_limit_of_nothing_is_none(reply: Reply) -> None:
    reply.set_header("x-ratelimit-limit-requests", "0")
