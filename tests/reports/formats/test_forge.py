"""What a forge shows of a run: annotations in its log, a comment on a pull request, a badge as data."""

from __future__ import annotations

import json
import re

import pytest
from golden import CASES, NASTY, broken, conformant, deviating, unreachable
from golden_parts import cause, row, run
from oaic_reports.formats.annotations import MOST, annotated
from oaic_reports.formats.badge import COLORS, badge
from oaic_reports.formats.comment import IDS, MARK, comment
from oaic_reports.formats.endpoint import endpoint
from oaic_reports.formats.junit import junit
from test_excused import RUN

ANNOTATION = re.compile(r"::(error|warning|notice) title=[^:,\r\n]*::[^\r\n]*")


def words(text):
    return [line.partition(" ")[0] for line in text.splitlines()]


# --- annotations ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_every_line_is_one_annotation(case):
    lines = annotated(CASES[case]()).splitlines()
    assert [line for line in lines if not ANNOTATION.fullmatch(line)] == []
    assert lines[-1].startswith("::notice ")


def test_a_broken_must_is_an_error_a_should_a_warning():
    assert "::error" in words(annotated(broken()))
    assert set(words(annotated(deviating()))) == {"::warning", "::notice"}
    assert words(annotated(conformant())) == ["::notice"]


def test_what_is_known_is_a_notice_and_what_is_new_an_error():
    told = run(RUN["requirements"], known=RUN["known"], causes=[cause("a:wrong", "chat.a"), cause("b:null", "chat.b")])
    lines = annotated(told).splitlines()
    assert next(line for line in lines if "chat.a:" in line).startswith("::notice ")
    assert next(line for line in lines if "chat.b:" in line).startswith("::error ")
    assert any(line.startswith("::error title=Correct known.toml::chat.c") for line in lines)


def test_a_run_that_says_nothing_is_an_error():
    assert words(annotated(unreachable()))[0] == "::error"


def test_no_more_than_a_forge_shows_and_how_many_there_are():
    rows = [row(f"chat.r{number}", "fail") for number in range(30)]
    told = annotated(run(rows, causes=[cause(f"c{each['id']}", each["id"]) for each in rows]))
    assert words(told).count("::error") == MOST + 1
    assert "::error title=And more::20 more causes: the report has all of them" in told


def test_nothing_of_a_server_begins_an_annotation_of_its_own():
    observed = f"a%b\n::error title=x::y\r\n{NASTY}"
    told = annotated(run([row("chat.a", "fail", observed=observed)], causes=[cause("a", "chat.a")]))
    assert len(told.splitlines()) == 2
    assert "a%25b⏎::error" in told


# --- a comment -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_a_comment_is_short_and_can_be_found_again(case):
    told = comment(CASES[case]())
    assert told.startswith(f"{MARK}\n### OpenAI API conformance: ")
    assert len(told.encode()) < 21_000
    assert told.count(MARK) == 1


def test_a_comment_tells_causes_first_and_folds_the_rest():
    rows = [row(f"chat.r{number}", "fail") for number in range(8)]
    told = comment(run(rows, causes=[cause(f"c{each['id']}", each["id"]) for each in rows]))
    assert "**Fix first** (8 causes)" in told
    assert "<details><summary>3 more causes</summary>" in told
    assert told.index("\n5. ") < told.index("<details>") < told.index("\n6. ")


def test_a_comment_tells_what_changed_since():
    before, after = run([row("chat.a", "pass")]), run([row("chat.a", "fail")], causes=[cause("a", "chat.a")])
    assert "- 1 broken: `chat.a`" in comment(after, before)
    assert "- 1 mended: `chat.a`" in comment(before, after)


def test_a_comment_names_a_few_ids_and_counts_the_rest():
    ids = [f"chat.r{number}" for number in range(IDS + 3)]
    told = comment(run([row(id, "fail") for id in ids]), run([row(id, "pass") for id in ids]))
    assert f"- {IDS + 3} broken: " in told
    assert " and 3 more" in told


def test_a_comment_tells_what_is_new_and_what_is_known():
    told = comment(RUN)
    assert "**New:** `chat.b`" in told
    assert "- Correct known.toml: chat.c (a:wrong): mended, take it out" in told


# --- a badge as data, and JUnit ------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_the_badge_as_data_says_what_the_drawn_one_says_in_its_colour(case):
    told, drawn = json.loads(endpoint(CASES[case]())), badge(CASES[case]())
    assert told["schemaVersion"] == 1
    assert f"#{told['color']}" in COLORS.values()
    assert f'fill="#{told["color"]}"' in drawn
    assert told["isError"] == (told["color"] == COLORS["bad"].removeprefix("#"))


@pytest.mark.parametrize("case", CASES)
def test_no_badge_is_green_that_says_something_is_wrong(case):
    told = json.loads(endpoint(CASES[case]()))
    green = told["color"] == COLORS["good"].removeprefix("#")
    praise = re.match(r"conformant ·|.* works?$", told["message"]) is not None
    assert not green or praise


def test_junit_skips_what_is_known_with_its_reason():
    told = junit(RUN)
    assert '<skipped message="known in known.toml: until 2027-01-31, the decoder is old (Ada, #7)" />' in told
    assert told.count("<failure ") == 1
