"""Frozen sets: held to the requirements of an earlier release, what is younger is a note."""

from __future__ import annotations

from dataclasses import replace

import pytest
from nested import environment, reference_server, warm_pytest
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.requirement import FIRST_RELEASE, complaint
from oaic_suite.judging.selecting.edition import RELEASES, is_younger, level_in, noted
from oaic_suite.judging.verdict import INFO, MUST

FAULT, OLD = "models.list.object", "2026.12"
ROW = catalogue()[FAULT]
# A day on which one row is younger than the set: what a later release will look like.
LATER = f"""\
from dataclasses import replace
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.requirement import REQUIREMENTS

row = catalogue()["{FAULT}"]
row = catalogue()["{FAULT}"] = REQUIREMENTS["{FAULT}"] = replace(row, **{{}})
row.check.requirement = row
"""


def test_whatever_says_nothing_else_is_of_the_first_release():
    assert {row.since for row in catalogue().values() if row.since not in RELEASES} == set()
    assert ROW.since == FIRST_RELEASE == RELEASES[0]
    assert list(RELEASES) == sorted(RELEASES)


@pytest.mark.parametrize(
    ("row", "edition", "younger"),
    [
        (ROW, None, False),
        (ROW, "2026.12", False),
        (replace(ROW, since="2027.03"), "2026.12", True),
        (replace(ROW, since="2027.03"), "2027.03", False),
        (replace(ROW, sharpened="2027.06"), "2027.03", True),
        (replace(ROW, sharpened="2027.06"), "2027.06", False),
        (replace(ROW, since="2027.03"), None, False),
    ],
)
def test_a_row_is_younger_than_a_set(row, edition, younger):
    assert is_younger(row, edition) is younger
    assert level_in(row, edition) is (INFO if younger else MUST)
    assert noted([row], edition) == ([FAULT] if younger else [])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"since": "2027"}, "since '2027' is no release"),
        ({"since": "2027.13"}, "since '2027.13' is no release"),
        ({"sharpened": "2026.11"}, "sharpened '2026.11' is no later release"),
        ({"sharpened": "soon"}, "sharpened 'soon' is no later release"),
    ],
)
def test_a_release_is_written_in_one_way(wrong, sentence):
    assert sentence in complaint(replace(ROW, **wrong))


@pytest.mark.slow
@pytest.mark.parametrize("change", ["since='2027.03'", "sharpened='2027.03'"])
def test_a_run_that_is_held_to_an_older_set_does_not_fail_for_what_is_younger(change, tmp_path):
    (tmp_path / "later.py").write_text(LATER.replace("**{}", change))
    variables = environment()
    variables["PYTHONPATH"] += f":{tmp_path}"
    with reference_server("--fault", FAULT) as url:
        words = ("conformance", "-p", "later", "--base-url", url, "--oaic-only=models.list")
        today = warm_pytest(*words, directory=tmp_path, variables=variables)
        document = today.document
        held = warm_pytest(*words, f"--oaic-set={OLD}", directory=tmp_path, variables=variables)
    assert (today.exit_code, document["conclusion"]) == (1, "non_conformant"), today.said
    assert "set" not in document
    assert (held.exit_code, held.document["set"]) == (0, {"name": OLD, "notes": [FAULT]}), held.said
    [row] = [row for row in held.document["requirements"] if row["id"] == FAULT]
    assert (row["level"], row["verdict"]) == ("INFO", "fail")
    assert "Held to the requirements of 2026.12; 1 requirement younger or stricter since" in " ".join(held.said.split())
