"""A red line explains itself, on the terminal and on the page: nobody has to open anything else."""

from __future__ import annotations

import html.parser
import re

import pytest
from nested import reference_server, warm_pytest

# One for each kind of place: a member, a header, a status, a frame, a whole stream, an envelope.
TOGETHER = [
    ("models.list.created", "models.retrieve.unknown-status", "chat.stream.one-id"),
    ("models.list.content-type", "chat.stream.done", "errors.envelope.code"),
]


@pytest.fixture(scope="module", params=TOGETHER, ids=["members", "wholes"])
def ended(request, tmp_path_factory):
    directory = tmp_path_factory.mktemp("explained")
    faults = [word for fault in request.param for word in ("--fault", fault)]
    with reference_server(*faults) as url:
        only = [f"--oaic-only={fault}" for fault in request.param]
        words = ["conformance", "--base-url", url, *only, "--oaic-show=all", "-p", "no:randomly"]
        return warm_pytest(*words, directory=directory)


@pytest.fixture(params=range(3), ids=["first", "second", "third"])
def row(request, ended):
    failed = [row for row in ended.document["requirements"] if row["verdict"] == "fail"]
    assert len(failed) == 3
    return failed[request.param]


@pytest.fixture(params=["terminal", "page"])
def told(request, ended):
    return squeezed(ended.said if request.param == "terminal" else seen(ended.text("index.html")))


@pytest.mark.slow
@pytest.mark.parametrize("part", ["id", "statement", "breaks", "expected", "observed"])
def test_it_says(part, row, told):
    assert row[part]
    assert squeezed(row[part]) in told


@pytest.mark.slow
def test_it_shows_the_bytes(row, told):
    """What was found, or how it begins, and what stands before it."""
    before, found, _ = re.split("[«»]", row["where"]["excerpt"])
    assert found
    assert squeezed(before[-20:] + found[:40]) in told


@pytest.mark.slow
def test_it_can_be_repeated(ended, row, told):
    (exchange,) = (e for e in ended.document["exchanges"].values() if e["id"] == row["where"]["exchange"])
    assert exchange["curl"].startswith("curl ")
    assert squeezed(exchange["curl"]) in told


# --- reading what a person reads ---------------------------------------------------------------------------


class Text(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data):
        self.pieces.append(data)


def seen(page: str) -> str:
    text = Text()
    text.feed(page)
    return "".join(text.pieces)


def squeezed(text: str) -> str:
    """Without white space, marks of line ends and of the place, and the quotes of code."""
    return re.sub(r"[\s`⏎↵«»⟦⟧…]+", "", text)
