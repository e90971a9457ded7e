"""Whether a server means to serve pages such as ours; some serve those of one origin only."""

from __future__ import annotations

from oaic_spec import contract

from oaic_suite.asking.surface import Surface
from oaic_suite.asking.survey.capability import ABSENT_STATUSES, Capability
from oaic_suite.asking.target import Target
from oaic_suite.checks.chat.surface import CHAT
from oaic_suite.checks.cors.browser import ALLOW_ORIGIN, ORIGIN, SOME_ORIGIN, send_preflight
from oaic_suite.checks.models.surface import LISTING
from oaic_suite.evidence.evidence import TOO_MANY
from oaic_suite.evidence.exchange import Exchange


def survey(target: Target) -> Capability:
    operation = contract().operations[CHAT]
    asked = send_preflight(target, operation.method, operation.path)
    return weigh(asked) or weigh_answer(target.provoke(LISTING, headers={"origin": ORIGIN}))


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


SURFACE = Surface("cors", profile="cors", survey=survey)
