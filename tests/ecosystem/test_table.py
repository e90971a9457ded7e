"""The table of clients: what counts as served, and that the page says what was found."""

from __future__ import annotations

import pytest
import table
import yaml

PLACE = {"city": "Oslo", "people": 3}
REFUSED = {"raised": ["AuthenticationError"], "said": "no"}


@pytest.fixture(scope="module")
def ran():
    return yaml.safe_load(table.RAN.read_text())


def test_the_page_says_what_was_found(ran):
    assert table.PAGE.read_text() == table.page(ran)


def test_every_client_was_asked_everything_it_has(ran):
    """`-` stands only where a reason is given, and nowhere is anything wrong."""
    for name, client in table.clients().items():
        lacks = client.get("lacks", {})
        assert ran["clients"][name] == {wish: "-" if wish in lacks else "yes" for wish in table.WISHES}, name


def test_every_script_is_somebodys():
    shared = {"wanted.py", "place.py", "wanted.mjs", "ai_wishes.mjs"}
    scripts = {path.name for path in (table.HERE / "clients").iterdir() if path.is_file()}
    assert scripts - shared == {client["script"] for client in table.clients().values()}


@pytest.mark.parametrize(
    ("wish", "outcome", "holds"),
    [
        ("chat", {"got": table.SAID}, True),
        ("chat", {"got": "Something else"}, False),
        ("chat", {"raised": ["ReadTimeout"], "said": "late"}, False),
        ("streamed", {"got": ["Hello there, ", "parrot"]}, True),
        ("streamed", {"got": [table.SAID]}, True),
        ("streamed", {"got": ["Hello there"]}, False),
        ("tools", {"got": f"read_page says: {table.SHEET}2"}, True),
        ("tools", {"got": "I shall read it."}, False),
        ("tools", {"got": None}, False),
        ("structured", {"got": PLACE}, True),
        ("structured", {"got": {**PLACE, "people": "3"}}, False),
        ("embeddings", {"got": [0.1] * table.WIDTH}, True),
        ("embeddings", {"got": [0.1] * 256}, False),
        ("wrong_key", REFUSED, True),
        ("wrong_key", {"got": table.SAID}, False),
        ("unknown_model", {"raised": ["Error"], "said": "404 no"}, True),
        ("unknown_model", {"raised": ["Error"], "status": 404, "said": "no"}, True),
        ("unknown_model", REFUSED, False),
        ("responses", {"got": table.SAID}, True),
    ],
)
def test_what_counts(wish, outcome, holds):
    assert (table.cell(wish, {wish: outcome}, {}) == "yes") is holds


def test_ways_of_one_wish_are_one_cell():
    ways = {"structured": {"got": PLACE}, "structured_json": {"got": {"city": "Oslo"}}}
    assert table.cell("structured", ways, {}).startswith("structured_json: ")


def test_what_was_not_asked_is_no_yes():
    assert (table.cell("chat", {}, {}), table.cell("chat", {}, {"chat": "it has none"})) == ("not asked", "-")


@pytest.mark.thorough
@pytest.mark.parametrize("name", table.clients())
def test_a_client_is_served(tmp_path_factory, name):
    """Installed anew, from its registry."""
    assert table.main(tmp_path_factory.mktemp("client"), [name]) == 0
