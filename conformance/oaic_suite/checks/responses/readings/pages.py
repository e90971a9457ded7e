"""Lists that are read page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.located import Located, unlike
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

FEW = 5  # pages that are read one after the other


def unlike_ends(page: Reply, *otherwise: object) -> list[Finding]:
    """The ends that are not those of the items on the page; `otherwise`: what else may stand there."""
    ids = [id.value for id in page.sound("/data/*/id")]
    if not ids:
        raise NotEstablished("the page has no items", page.owner("/data"))
    told = [page.found()]
    return [*unlike(told, ("first_id",), ids[0], *otherwise), *unlike(told, ("last_id",), ids[-1], *otherwise)]


def walked(pages: Sequence[Reply]) -> list[Located]:
    """The ids of all items, page by page."""
    return [id for page in pages for id in page.each("/data/*/id")]


def last_id(page: Reply) -> str:
    """The id to go on after: that of the last item where the page does not say it."""
    told = page.get("last_id")
    items = page.array("data")
    return told if isinstance(told, str) and told else str(page.at("data", max(len(items) - 1, 0), "id"))


def walked_on(page: Reply, ask: Callable[[str], Exchange]) -> list[Reply]:
    """A page, and the next ones as long as they say that there are more, a few of them."""
    pages = [page]
    while len(pages) < FEW and pages[-1].get("has_more") is True and pages[-1].array("data"):
        pages.append(Reply(ask(last_id(pages[-1]))))
    return pages


def promised(pages: Sequence[Reply]) -> list[Finding]:
    """That the last page says that there are more, where it is empty, or the one before it where nothing follows."""
    if pages[-1].array("data"):
        if pages[-1].get("has_more") is True:
            raise NotEstablished("the end is further away than the pages that were read")
        return []
    return unlike([page.found() for page in pages[-2:]], ("has_more",), False)


def first_words(page: Reply) -> str:
    """What the first item of a page says."""
    return in_words(page.at("data", 0, "content"))


def in_words(content: Any) -> str:
    """What a content says, whether it is a text or parts."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "".join(str(part.get("text", "")) for part in parts if isinstance(part, dict))
