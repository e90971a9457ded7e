"""Turns, as a conversation has them and as responses in it take and give them: who speaks, and what is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oaic_suite.checks.responses.readings.items import children
from oaic_suite.checks.responses.readings.pages import in_words
from oaic_suite.checks.responses.readings.streamed import output
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotApplicable, NotEstablished

USER = "user"
Turn = tuple[str, str]


def turns(items: Iterable[Any]) -> list[Turn]:
    """Those of the items that say something."""
    messages = [item for item in items if isinstance(item, dict) and isinstance(item.get("role"), str)]
    return [(item["role"], text) for item in messages if (text := in_words(item.get("content")))]


def question(response: Evidence) -> Turn:
    """What a response was asked, in a text."""
    return USER, str(response.request.get("input"))


def answers(response: Reply) -> list[Turn]:
    return answered(response.array("output"))


def streamed_answers(stream: Stream) -> list[Turn]:
    return answered([item.value for item in children(output(stream))])


def answered(items: Iterable[Any]) -> list[Turn]:
    if not (found := turns(items)):
        raise NotApplicable("the response has no text")
    return found


def unsaid(page: Reply, *expected: Turn) -> list[Finding]:
    """The turns that are not on a page."""
    there = turns(page.array("data"))
    return [page.found("data").finding(f"what the {role} says: {text!r}") for role, text in missing(expected, there)]


def missing(expected: Iterable[Turn], there: list[Turn]) -> list[Turn]:
    return [turn for turn in expected if turn not in there]


def disordered(page: Reply, *expected: Turn) -> list[Finding]:
    """That the turns on a page do not follow each other so; of those that are missing others tell."""
    there = turns(page.array("data"))
    if lost := missing(expected, there):
        raise NotEstablished(f"there is not what the {lost[0][0]} says: {lost[0][1]!r}")
    left = iter(there)
    told = ", ".join(repr(text) for _, text in expected)
    return [] if all(turn in left for turn in expected) else [page.found("data").finding(f"one after another: {told}")]
