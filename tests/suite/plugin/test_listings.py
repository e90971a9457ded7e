"""What is judged, and the ways to break it: listed, and some of it chosen."""

from __future__ import annotations

import json

import pytest
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.plugin.listings import faults, requirements


def ids_in(text):
    return [line.split()[0] for line in text.splitlines() if line.startswith("  ")]


CHOICES = {
    "models.list": lambda id, row: id.startswith("models.list"),
    "models auth": lambda id, row: id.startswith(("models", "auth")),
    "models --level SHOULD": lambda id, row: id.startswith("models") and row.level == "SHOULD",
    "--surface chat.stream": lambda id, row: id.startswith("chat.stream."),
    "--level INFO --level SHOULD": lambda id, row: row.level != "MUST",
}


@pytest.mark.parametrize("choice", CHOICES)
def test_requirements_are_chosen(choice, capsys):
    words, holds = choice.split(), CHOICES[choice]
    assert requirements(words) == 0
    expected = [id for id, row in catalogue().items() if holds(id, row)]
    assert sorted(ids_in(capsys.readouterr().out)) == expected
    assert requirements([*words, "--json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == expected


def test_all_of_them_are_markdown(capsys):
    assert requirements([]) == 0
    assert capsys.readouterr().out.startswith("# Requirements")


@pytest.mark.parametrize("verb", [requirements, faults])
def test_a_beginning_with_which_nothing_begins_is_told(verb, capsys):
    with pytest.raises(SystemExit, match=r"^5$"):
        verb(["chat.stream.dome"])
    said = capsys.readouterr().err
    assert "nothing begins with chat.stream.dome; did you mean chat.stream.done" in said
    assert len(said.splitlines()) == 1


def test_a_choice_that_leaves_nothing_is_told(capsys):
    assert requirements(["models.list.object", "--level", "INFO"]) == 5
    assert "nothing is left of it" in capsys.readouterr().err


def test_faults_stand_below_what_they_break_and_oddities_apart(capsys):
    assert faults([]) == 0
    broken, _, benign = capsys.readouterr().out.partition("legal oddities")
    assert "\nchat.stream\n" in broken
    assert "chat.stream.done" in ids_in(broken)
    assert ids_in(benign) != []
    assert set(ids_in(broken)).isdisjoint(ids_in(benign))


def test_faults_are_chosen_by_what_wakes_them(capsys):
    assert faults(["chat", "--woken-by", "a streamed chat", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "chat.stream.done" in [fault["id"] for fault in found]
    assert [fault["id"] for fault in found if "a streamed chat" not in fault["wakes"]] == []


def test_faults_are_chosen_by_the_level_of_what_they_break(capsys):
    assert faults(["models", "--level", "SHOULD", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found != []
    assert {str(catalogue()[fault["requirement"]].level) for fault in found} == {"SHOULD"}
