"""docs/operations.md is current, and none of OpenAI's core and extended operations is missing in it."""

from __future__ import annotations

import re

import pytest
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.proof.faults import listed_faults
from oaic_suite.proof.operation_listing import COUNTED, counts, markdown
from pages import read, section

PAGE = "docs/operations.md"
API, BESIDE, LEFT_OUT = "## OpenAI's API", "## Beside it", "## Neither served nor judged"
ROW = re.compile(rf"^\| `([A-Z]+ /\S*)` \| (.+?) \| (\w+) \|((?: \d+ \|){{{len(COUNTED)}}}) (.*) \|$", re.MULTILINE)
CORE_AND_EXTENDED = """
GET /models
GET /models/{model}
POST /chat/completions
GET /chat/completions
GET /chat/completions/{completion_id}
POST /chat/completions/{completion_id}
DELETE /chat/completions/{completion_id}
GET /chat/completions/{completion_id}/messages
POST /completions
POST /embeddings
POST /moderations
POST /responses
POST /responses/input_tokens
POST /responses/compact
GET /responses/{response_id}
DELETE /responses/{response_id}
POST /responses/{response_id}/cancel
GET /responses/{response_id}/input_items
POST /conversations
GET /conversations/{conversation_id}
POST /conversations/{conversation_id}
DELETE /conversations/{conversation_id}
POST /conversations/{conversation_id}/items
GET /conversations/{conversation_id}/items
GET /conversations/{conversation_id}/items/{item_id}
DELETE /conversations/{conversation_id}/items/{item_id}
POST /audio/speech
POST /audio/transcriptions
POST /audio/translations
POST /images/generations
POST /images/edits
POST /images/variations
POST /files
GET /files
GET /files/{file_id}
DELETE /files/{file_id}
GET /files/{file_id}/content
POST /uploads
POST /uploads/{upload_id}/parts
POST /uploads/{upload_id}/complete
POST /uploads/{upload_id}/cancel
POST /batches
GET /batches
GET /batches/{batch_id}
POST /batches/{batch_id}/cancel
""".strip().splitlines()


def rows(heading: str) -> dict[str, tuple[str, str, list[int], str]]:
    """By operation: its names, whether it is served, its counts, its profiles."""
    found = ROW.findall(section(read(PAGE), heading))
    return {name: (id, served, numbers(told), profiles) for name, id, served, told, profiles in found}


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def test_the_page_is_current():
    assert read(PAGE) == markdown(listed_faults())


def test_every_core_and_extended_operation_has_a_line():
    assert len(CORE_AND_EXTENDED) == 45
    assert sorted(rows(API)) == sorted(CORE_AND_EXTENDED)


@pytest.mark.parametrize("operation", CORE_AND_EXTENDED)
def test_an_operation_is_served_and_judged_and_can_be_broken(operation):
    _, served, (must, should, _, faults, _), profiles = rows(API)[operation]
    assert (served, must + should > 0, faults > 0, profiles != "") == ("yes", True, True, True)


def test_one_that_is_called_otherwise_is_told_by_both_names():
    assert rows(API)["POST /responses/input_tokens"][0] == "`countInputTokens` (`Getinputtokencounts`)"
    assert rows(API)["GET /models"][0] == "`listModels`"


def test_every_requirement_and_every_fault_is_counted_once():
    told = [counted for heading in (API, BESIDE) for _, _, counted, _ in rows(heading).values()]
    in_all = [sum(column) for column in zip(*told, counts(None, listed_faults()), strict=True)]
    assert (sum(in_all[:3]), sum(in_all[3:])) == (len(catalogue()), len(listed_faults()))


def test_what_is_left_out_says_why():
    told = re.findall(r"^\| ([^|]+) \| `.+` \| .*\| no \| no \| (.*) \|$", section(read(PAGE), LEFT_OUT), re.MULTILINE)
    assert {"fine-tuning", "vector stores", "assistants", "realtime", "administration"} <= {name for name, _ in told}
    assert [name for name, why in told if not why] == []
