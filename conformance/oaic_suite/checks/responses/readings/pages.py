"""Lists that are read page by page."""

from __future__ import annotations

from collections.abc import Sequence

from oaic_suite.evidence.located import Located, unlike
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished


def unlike_ends(page: Reply) -> list[Finding]:
    """The ends that are not those of the items on the page."""
    ids = [id.value for id in page.each("/data/*/id")]
    if not ids:
        raise NotEstablished("the page has no items", page.owner("/data"))
    told = [page.found()]
    return [*unlike(told, ("first_id",), ids[0]), *unlike(told, ("last_id",), ids[-1])]


def walked(pages: Sequence[Reply]) -> list[Located]:
    """The ids of all items, page by page."""
    return [id for page in pages for id in page.each("/data/*/id")]
