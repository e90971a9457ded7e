"""Where a requirement's own page is published: what a report links to."""

from __future__ import annotations

from urllib.parse import quote

PAGES = "https://openai-conformance.github.io/requirements/"  # `oaic explain --pages` writes what is there


def page_of(requirement_id: str) -> str:
    return f"{PAGES}{file_of(requirement_id)}"


def file_of(requirement_id: str) -> str:
    return f"{quote(requirement_id, safe='')}.html"
