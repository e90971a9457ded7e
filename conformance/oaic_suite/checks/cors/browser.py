"""What a browser asks before a page of another origin may send a request, and whether the server means to answer."""

from __future__ import annotations

import re

from oaic_suite.asking.capability import ABSENT_STATUSES, Capability
from oaic_suite.asking.target import Target
from oaic_suite.evidence.evidence import TOO_MANY
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.unsettled import NotEstablished, NotRun

ORIGIN, OTHER = "http://localhost:3000", "http://127.0.0.1:5173"  # pages under development: most are let in
ALLOW_ORIGIN, ASKED_HEADERS = "access-control-allow-origin", "access-control-request-headers"
SOME_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^\s,/]+")
# What the official SDK for JavaScript sends from a page, besides what every client does.
OF_THE_SDK = tuple(
    f"x-stainless-{name}"
    for name in ("arch", "lang", "os", "package-version", "retry-count", "runtime", "runtime-version", "timeout")
)
OF_EVERYBODY = ("authorization", "content-type")


def ask_leave(target: Target, method: str, path: str) -> Exchange:
    """Asks as a browser does: without the key, for everything the page wants to send."""
    asked = {
        "accept": "*/*",
        "authorization": None,
        "origin": ORIGIN,
        "access-control-request-method": method,
        ASKED_HEADERS: ",".join(sorted((*OF_EVERYBODY, *OF_THE_SDK))),
        "sec-fetch-mode": "cors",
    }
    return target.send("OPTIONS", path, headers=asked)


def survey(target: Target) -> None:
    """Finds out whether the server means to serve pages such as ours; some serve those of one origin only."""
    if target.breaker.silent:  # it has just left a plainer question without an end
        return
    try:
        asked = ask_leave(target, "POST", "/chat/completions")
        found = weigh(asked) or weigh_answer(target.send("GET", "/models", headers={"origin": ORIGIN}))
    except (NotEstablished, NotRun):
        return
    target.capabilities.known["cors"] = found


def concerns_us(answer: Exchange) -> bool:
    """Whether an answer names our origin, any, or what is none; another's name is for another's pages."""
    named = answer.header(ALLOW_ORIGIN)
    return bool(named) and (named == ORIGIN or not SOME_ORIGIN.fullmatch(named or ""))


def weigh(asked: Exchange) -> Capability | None:
    """What the answer to a preflight settles, if anything."""
    if concerns_us(asked):
        return Capability("present", "the preflight lets a page in")
    if asked.status in ABSENT_STATUSES:
        return Capability("absent", f"the preflight was answered with {asked.status}")
    return None


def weigh_answer(answer: Exchange) -> Capability:
    if concerns_us(answer):
        return Capability("present", "an answer lets a page in")
    if answer.status is None or answer.status == TOO_MANY:
        return Capability("unknown", f"the probe ended in {answer.outcome}")
    return Capability("absent", f"neither a preflight nor an answer lets a page of {ORIGIN} in")
