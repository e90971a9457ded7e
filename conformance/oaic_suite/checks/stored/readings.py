"""Chats that are kept, as their lists tell of them and as they were made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oaic_suite.checks.responses.readings.pages import in_words
from oaic_suite.evidence.located import step, unlike
from oaic_suite.evidence.place import ABSENT, Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

SAME = ("id", "created", "model", "usage/total_tokens")
ANSWER = ("index", "finish_reason", "message/role", "message/content")


def differences(made: Reply, kept: Reply) -> list[Finding]:
    """Where an answer that is kept says something else than when it was made; it may say more."""
    made.require_sound(*(f"/{path}" for path in SAME), *(f"/choices/*/{path}" for path in ANSWER))
    given = [finding for path in SAME for finding in unlike_made(path.split("/"), made, kept)]
    choices = range(len(made.array("choices")))
    return given + [
        finding
        for number in choices
        for path in ANSWER
        for finding in unlike_made(["choices", number, *path.split("/")], made, kept)
    ]


def unlike_made(path: Sequence[Any], made: Reply, kept: Reply) -> list[Finding]:
    said = made.found().get(*path)
    return [] if said in (None, ABSENT) else unlike([kept.found()], tuple(path), said)


def kept_of(series: Sequence[Reply]) -> list[str]:
    """The ids of those that are to be kept, in the order in which they were made."""
    ids = [str(chat.at("id")) for chat in series[:2]]
    if len(set(ids)) < len(ids):
        raise NotEstablished(f"two answers have the id {ids[0]}", "chat.reply.unique-id")
    return ids


def told_of(page: Reply, series: Sequence[Reply]) -> list[str]:
    """Which of them a page tells of, in its order."""
    wanted = kept_of(series)
    return [str(id.value) for id in page.each("/data/*/id") if id.value in wanted]


def alone_told_of(page: Reply, series: Sequence[Reply]) -> list[str]:
    """The same where it tells of no other."""
    told = all_told_of(page, series)
    if len(page.array("data")) > len(told):
        raise NotEstablished("the list has others too", "stored.listing.labels")
    return told


def all_told_of(page: Reply, series: Sequence[Reply]) -> list[str]:
    """The same where it tells of all."""
    told = told_of(page, series)
    if set(told) != set(kept_of(series)):
        raise NotEstablished("the list has not all of those that were made", "stored.listing.all")
    return told


def said(messages: Sequence[Any]) -> list[tuple[str, str]]:
    """Who says what."""
    return [(str(step(message, "role")), in_words(step(message, "content"))) for message in messages]
