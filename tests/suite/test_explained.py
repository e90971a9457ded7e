"""A red line explains itself, on the terminal and on the page: what, expected, observed, where, who breaks, again."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from nested import pytest_run, reference_server

pytestmark = pytest.mark.thorough

# A fault of each kind of evidence: a document, a frame, a header, a refusal, an answer that never came whole.
FAULTS = {
    "chat.reply.object": "chat.reply",
    "chat.stream.one-id": "chat.stream.one-id",
    "models.list.content-type": "models.list",
    "errors.envelope.message": "errors.envelope",
    "chat.stream.done": "chat.stream.done",
}


class Words(HTMLParser):
    """What a page says, in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def words(page: str) -> str:
    reader = Words()
    reader.feed(page)
    return squeezed("".join(reader.said))


def squeezed(text: str) -> str:
    """Without spaces, by which terminal and page fold lines differently."""
    return "".join(text.split())


@pytest.fixture(scope="module", params=FAULTS)
def ended(request, tmp_path_factory):
    fault = request.param
    with reference_server("--fault", fault) as base_url:
        options = ["--base-url", base_url, f"--oaic-only={FAULTS[fault]}"]
        run = pytest_run("conformance", *options, directory=tmp_path_factory.mktemp("run"))
    row = next(row for row in run.document["requirements"] if row["id"] == fault)
    return run, row


def test_the_fault_is_found(ended):
    run, row = ended
    assert (row["verdict"], run.exit_code) == ("fail", 1)


@pytest.mark.parametrize("part", ["statement", "expected", "observed", "breaks"])
def test_the_row_says_it_in_both_places(ended, part):
    run, row = ended
    said = squeezed(row[part].replace("`", ""))
    assert said in squeezed(run.said.replace("`", ""))
    assert said in words(run.text("index.html"))


def test_the_bytes_around_the_place_are_shown(ended):
    run, row = ended
    inside = squeezed(row["where"]["excerpt"].partition("«")[2].partition("»")[0])[:40]
    assert inside in words(run.text("index.html"))


def test_it_can_be_repeated(ended):
    run, row = ended
    curl = run.document["exchanges"][row["where"]["exchange"]]["curl"]
    assert squeezed(curl)[:80] in squeezed(run.said)
    assert squeezed(curl)[:80] in words(run.text("index.html"))
