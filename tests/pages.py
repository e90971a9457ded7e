"""What a page of ours says that can be held against the repository: paths, ids, commands, tests and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*\w|[\w-]+\.(?:md|toml|ini)")
ID = re.compile(r"[a-z]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){2,}(?::[a-z-]+)?")
ROOMS = ("spec/", "reference_server/", "conformance/", "reports/", "tests/", "docs/", "requirements/")
FILES = re.compile(r"\.(py|md|yaml|json|ini|toml|sh|mjs)$")
OPTION = re.compile(r"--[a-z][a-z-]+")


def read(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def section(text: str, heading: str) -> str:
    """All below a heading, up to the next of its rank."""
    rank = heading.split(" ")[0]
    return re.split(rf"^{rank} ", text.split(f"\n{heading}\n")[1], flags=re.MULTILINE)[0]


def blocks(text: str, language: str) -> list[str]:
    return [code for told, code in FENCE.findall(text) if told == language]


def spans(text: str) -> list[str]:
    """What is set as code within the text."""
    return CODE.findall(FENCE.sub("", text))


def commands(text: str) -> list[str]:
    """The lines to type: those of consoles, without what follows in a comment, and those within the text."""
    lines = [line for block in blocks(text, "console") for line in block.splitlines() if line.startswith("$ ")]
    typed = [line[2:].split("  #")[0].strip() for line in lines]
    return [*typed, *(span for span in spans(text) if span.startswith(("oaic ", "pytest ")))]


def paths(text: str) -> Iterator[str]:
    """The files and folders named in full, in the text, in commands and in tables."""
    for span in [*spans(text), *" ".join(commands(text)).split(" ")]:
        if span.startswith(ROOMS) and "<" not in span and "*" not in span and " " not in span:
            yield span


def templates(text: str) -> Iterator[str]:
    """The folders that hold a file whose name is left open."""
    for span in spans(text):
        if span.startswith(ROOMS) and "<" in span:
            yield span.split("<")[0].rpartition("/")[0]


def ids(text: str) -> list[str]:
    return [span for span in spans(text) if ID.fullmatch(span) and not FILES.search(span)]


def tests(text: str) -> list[str]:
    return [span for span in spans(text) if re.fullmatch(r"test_\w+", span)]


def missing(page: str) -> dict[str, list[str]]:
    """What a page names that is not there."""
    text, here = read(page), (ROOT / page).parent
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    links = [link for link in LINK.findall(text) if "://" not in link]
    found = {
        "paths": [path for path in [*paths(text), *templates(text)] if not (ROOT / path).exists()],
        "links": [link for link in links if not (here / link).exists()],
        "tests": [name for name in tests(text) if f"def {name}(" not in sources],
    }
    return {what: names for what, names in found.items() if names}
