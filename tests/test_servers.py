"""The pages of docs/servers are what their script writes: dated, versioned, without a key or a path of any machine."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1] / "docs/servers"
PAGES = sorted(path for path in HERE.glob("*.md") if path.name != "README.md")
INDEX = (HERE / "README.md").read_text("utf-8")
SECRET = re.compile(r"\bsk-[\w-]{8,}|Bearer (?!\[redacted\]|\$)[\w-]{8,}|/(home|root|tmp|Users)/\w+")


def script():
    spec = importlib.util.spec_from_file_location("write", HERE / "write.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_three():
    assert len(PAGES) >= 3


def test_the_table_is_that_of_the_pages():
    write = script()
    assert write.with_table(INDEX, write.table()) == INDEX


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_dated_and_versioned_and_says_how_it_was_set_up(path):
    text = path.read_text("utf-8")
    found = script().FACTS.match(text)
    assert re.search(r" v?\w*[\d.]+", found["name"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["date"])
    assert (HERE / found["badge"]).is_file()
    assert "**Set up as:** " in text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_holds_no_key_and_no_path_of_a_machine(path):
    assert SECRET.search(path.read_text("utf-8")) is None
