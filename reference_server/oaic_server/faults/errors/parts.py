"""Malformed parts that are taken as if they were sound, or refused without saying which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.faults import fault
from oaic_server.faults.acceptance import accept, answered
from oaic_server.faults.operations import CHAT
from oaic_server.faults.vision.replies import contents

Body = dict[str, Any]


def messages(body: Body) -> list[Any]:
    found = body.get("messages")
    return found if isinstance(found, list) else []


def object_parts(body: Body) -> Iterator[Body]:
    """Every part that is an object."""
    return (part for content in contents(body) for part in content if isinstance(part, dict))


def of_user(body: Body) -> list[Any]:
    return [each.get("content", "") for each in messages(body) if isinstance(each, dict) and each.get("role") == "user"]


LIES: dict[str, Callable[[Body], bool]] = {
    "no-parts": lambda body: [] in contents(body),
    "bare-text": lambda body: any(isinstance(part, str) for content in contents(body) for part in content),
    "without-type": lambda body: any("type" not in part for part in object_parts(body)),
    "without-text": lambda body: any(part == {"type": "text"} for part in object_parts(body)),
    "text-of-number": lambda body: any(isinstance(part.get("text"), int) for part in object_parts(body)),
    "null-content": lambda body: None in of_user(body),
    "null-message": lambda body: None in messages(body),
}


def about_parts(body: Body) -> bool:
    """Whether a request shows something in parts, or nothing where a message should be."""
    return bool(contents(body)) or any(lie(body) for lie in LIES.values())


def taken(slug: str, lie: Callable[[Body], bool]) -> None:
    """A fault that answers where such content should be refused."""

    def taken_all_the_same(reply: Reply) -> None:
        accept(reply, lie, answered)

    taken_all_the_same.__doc__ = f"{slug.replace('-', ' ').capitalize()}: taken all the same"
    fault(f"errors.parts.{slug}", on=CHAT)(taken_all_the_same)


for slug, lie in LIES.items():
    taken(slug, lie)


@fault("errors.parts.client-fault", on=CHAT)
def a_part_without_text_breaks_the_template(reply: Reply) -> None:
    if malformed(reply, "without-text"):
        reply.status = 500


@fault("errors.parts.param", on=CHAT)
def no_part_is_named(reply: Reply) -> None:
    if malformed(reply, "without-type") or malformed(reply, "text-of-number"):
        reply.body["error"]["param"] = None


def malformed(reply: Reply, slug: str) -> bool:
    return reply.is_error and isinstance(reply.request.body, dict) and LIES[slug](reply.request.body)
