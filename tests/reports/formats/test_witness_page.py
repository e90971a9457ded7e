"""The page and the file of a client that was judged."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from oaic_reports.baseline import baseline, entries_of_client
from oaic_reports.document import NotARun
from oaic_reports.page.whole import digest
from oaic_reports.witness.folder import write
from oaic_reports.witness.page import page
from oaic_reports.witness.reading import client_run
from oaic_suite.judging.settling.known import Entry
from oaic_suite.judging.settling.known_file import read

HOSTILE = "<script>alert(1)</script>\u202e\x1b[2J"
NEW = Entry("", "", "not looked into yet", date(2027, 1, 31))


def row(id, outcome="tolerated", kind="fault", fails=False, **more):
    told = {"statement": "s", "level": None, "scenario": "chat.plain", "detail": "", "complaints": []} | more
    return {"id": id, "kind": kind, "outcome": outcome, "fails": fails} | told


def run(*rows, **more):
    told = {"command": ["node", "witness.mjs"], "only": "", "gate": "crash", "cannot": [], "failure": None}
    ended = {"conclusion": "does_not_hold", "exit_code": 1, "rows": list(rows), "known": None}
    return {"schema": 1, "title": "curl", "date": "2026-05-04", "version": "1", "seconds": 1.5} | told | ended | more


def test_nothing_that_a_client_says_is_markup():
    hostile = row("chat.reply.id", "crash", "fault", True, detail=HOSTILE, complaints=[HOSTILE])
    made = page(run(hostile, title=HOSTILE, command=[HOSTILE], cannot=[HOSTILE], failure=HOSTILE))
    assert "<script" not in made
    assert "\u202e" not in made
    assert "\x1b" not in made


def test_the_page_may_load_nothing_and_run_nothing():
    made = page(run(row("chat.reply.id")))
    [style] = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)
    [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="(.*?)">', made)
    assert policy.startswith("default-src 'none'")
    assert f"style-src '{digest(style)}'" in policy


def test_what_fails_comes_first_and_all_is_there():
    rows = [row("chat.reply.object"), row("chat.reply.choices", "crash", "fault", True)]
    made = page(run(*rows))
    mended = made[made.index("To be mended (1)") : made.index("<details")]
    assert "chat.reply.choices" in mended
    assert "chat.reply.object" not in mended
    assert "chat.reply.object" in made


def test_a_run_of_nothing_has_a_page():
    assert "could not be judged" in page(run(conclusion="invalid", failure="it did nothing"))


def test_what_is_written_is_read(tmp_path):
    told = run(row("chat.reply.choices", "crash", "fault", True))
    write(told, tmp_path / "report")
    assert client_run(tmp_path / "report" / "witness.json") == told
    assert (tmp_path / "report" / "witness.html").read_text("utf-8") == page(told)


@pytest.mark.parametrize("text", ["[", "[1]", "{}", '{"schema_version": "2"}'])
def test_what_is_something_else(tmp_path, text):
    (tmp_path / "run.json").write_text(text)
    assert client_run(tmp_path / "run.json") is None


def test_what_is_not_quite_one_says_where(tmp_path):
    (tmp_path / "witness.json").write_text(json.dumps(run(row("chat.reply.id", "melts"))))
    with pytest.raises(NotARun, match="rows/0/outcome"):
        client_run(tmp_path / "witness.json")


def test_its_failures_are_written_down_as_known(tmp_path):
    write(run(row("chat.reply.choices", "crash", "fault", True), row("chat.reply.id")), tmp_path)
    assert baseline([str(tmp_path / "witness.json"), "-o", str(tmp_path / "known.toml")]) == 0
    assert [entry.key for entry in read(tmp_path / "known.toml").entries] == [("chat.reply.choices", "crash")]


def test_what_was_not_reached_stays_known():
    old = [Entry(id, "crash", "old", date(2027, 1, 1)) for id in ("a.mended", "b.unreached", "c.fails")]
    rows = [row("a.mended"), row("b.unreached", "unreached"), row("c.fails", "crash", "fault", True)]
    assert [entry.row for entry in entries_of_client(run(*rows), old, NEW)] == ["b.unreached", "c.fails"]
