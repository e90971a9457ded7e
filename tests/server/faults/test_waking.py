"""What wakes a fault is told, and true; what real servers have at once composes."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
import yaml
from oaic_server import faults
from oaic_server.commands import serve
from oaic_server.faults.likeness import faults_of, find, likenesses
from oaic_server.faults.waking import TABLE, woken_by
from oaic_server.http.waking import ordinary, woken
from oaic_server.listing import NOTHING_ORDINARY

FEW_SLEEP = 0.4  # of all faults: what is asked wrongly, twice, or in a throng is nothing ordinary


def test_what_is_ordinary_has_a_name_of_its_own():
    names = [asked["asks"] for asked in ordinary()]
    assert len(set(names)) == len(names)
    assert {asked.get("made_by", names[0]) for asked in ordinary()} <= set(names)


def test_only_faults_are_said_to_be_woken():
    assert woken_by().keys() <= faults.known().keys()
    assert set(woken_by().values()) <= {asked["asks"] for asked in ordinary()}


def test_most_faults_are_woken_by_something_ordinary():
    asleep = [id for id in faults.known() if id not in woken_by()]
    assert len(asleep) < FEW_SLEEP * len(faults.known())


@pytest.mark.thorough
def test_the_table_is_current():
    said = yaml.safe_load(TABLE.read_text("utf-8"))
    assert said == asyncio.run(woken()), f"python -m oaic_server.http.waking > {TABLE.name}"


def test_the_list_says_what_wakes_a_fault(capsys):
    assert serve(["--list-faults", "chat.stream.done"]) == 0
    said = capsys.readouterr().out
    assert "woken by a streamed chat\n  chat.stream.done " in said
    assert "\n  weekend " in said


def test_the_list_says_what_sleeps(capsys):
    assert serve(["--list-faults", "fuzz"]) == 0
    assert NOTHING_ORDINARY in capsys.readouterr().out


def test_the_list_says_what_a_server_has_at_once(capsys):
    assert serve(["--list-faults", "vllm", "--json"]) == 0
    listed = {each["id"] for each in json.loads(capsys.readouterr().out)}
    assert listed >= set(find("vllm").faults)
    assert len(listed) < len(faults.known())


def test_a_beginning_of_nothing_is_told(capsys):
    assert serve(["--list-faults", "caht"]) == 4
    assert "no fault begins with caht" in capsys.readouterr().err


# --- what real servers have at once ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", likenesses())
def test_all_that_a_likeness_names_compose(name):
    like = likenesses()[name]
    assert [fault.id for fault in faults.chosen(like.faults)] == list(like.faults)
    assert like.what
    assert like.seen.startswith("2026-")


def test_a_name_without_its_version_is_the_newest():
    assert find("vllm").name == max(name for name in likenesses() if name.startswith("vllm-"))


def test_a_server_like_another_answers_so(reference_server_factory):
    weekend = reference_server_factory(like="weekend", fault=faults_of(["weekend"])[0])
    headers = {"authorization": f"Bearer {weekend.api_key}"}
    listed = httpx.get(f"{weekend.base_url}/models", headers=headers, trust_env=False).json()
    assert listed["object"] != "list"
    assert "owned_by" not in listed["data"][0]


def test_one_that_is_like_nothing_is_told(capsys):
    assert serve(["--like", "weekned"]) == 4
    assert "did you mean weekend?" in capsys.readouterr().err
