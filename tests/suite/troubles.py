"""What must hold of every run, whatever its target did: each look says what does not."""

from __future__ import annotations

import html.parser
import json
import unicodedata
import xml.etree.ElementTree as ElementTree
from importlib.resources import files
from typing import Any

import hostile
import jsonschema_rs
from hostile import KEY
from nested import Ended, unjust

SCHEMA = jsonschema_rs.validator_for(
    json.loads((files("oaic_suite.judging.document") / "run.schema.json").read_text("utf-8"))
)


def errors_of_ours(ended: Ended) -> list[Any]:
    errors = {row["id"]: row["reason"] for row in ended.document["requirements"] if row["verdict"] == "error"}
    return [*errors.items()]


def trouble_on_the_terminal(ended: Ended) -> list[Any]:
    return [words for words in ("Traceback", "INTERNALERROR", "could not be made", "Warning") if words in ended.said]


def characters_that_act(ended: Ended) -> list[Any]:
    """No character of a server moves the cursor, hides, or reorders."""
    return [char for char in set(ended.said) - {"\n"} if unicodedata.category(char)[0] == "C"]


def departures_from_the_schema(ended: Ended) -> list[Any]:
    return [error.message for error in SCHEMA.iter_errors(ended.document)]


def what_is_missing(ended: Ended) -> list[Any]:
    there = {"rows": ended.document["requirements"], "an end": not ended.document["truncated"]}
    return [name for name, found in there.items() if not found]


def unreadable_formats(ended: Ended) -> list[Any]:
    cases = list(ElementTree.fromstring(ended.text("junit.xml")).iter("testcase"))
    whole = {"junit.xml": cases, "index.html": ended.text("index.html").rstrip().endswith("</html>")}
    return [name for name, found in whole.items() if not found]


def leaks(ended: Ended) -> list[Any]:
    kept = {path.name: path.read_text("utf-8") for path in (ended.directory / "report").iterdir()}
    texts = (kept | {"the terminal": ended.said}).items()
    return [(name, form) for name, text in texts for form in hostile.spellings(KEY) if form in text]


def live_text(ended: Ended) -> list[Any]:
    tags = Tags()
    tags.feed(ended.text("index.html"))
    tags.close()
    return tags.odd


class Tags(html.parser.HTMLParser):
    """The tags and attributes no page of ours has."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.odd += [tag] if "hostile" in tag else []
        self.odd += [name for name, _ in attrs if name.startswith("on")]


def blamed_unjustly(ended: Ended) -> dict[str, str]:
    """The rows that blame one which passed."""
    return unjust(ended.document)


LOOKS = (
    errors_of_ours,
    trouble_on_the_terminal,
    characters_that_act,
    departures_from_the_schema,
    what_is_missing,
    unreadable_formats,
    leaks,
    live_text,
    blamed_unjustly,
)


def troubles(ended: Ended) -> dict[str, Any]:
    return {look.__name__: found for look in LOOKS if (found := look(ended))}
