"""Where a requirement's own page is published: what a report links to."""

from __future__ import annotations

from urllib.parse import quote

# Where CI publishes what `oaic explain --pages` writes, beside the report of the reference server. Nothing else says
# where that is: a project that lives elsewhere changes this line.
PAGES = "https://openai-conformance.github.io/openai-conformance/requirements/"


def page_of(requirement_id: str) -> str:
    return f"{PAGES}{file_of(requirement_id)}"


def file_of(requirement_id: str) -> str:
    return f"{quote(requirement_id, safe='')}.html"
