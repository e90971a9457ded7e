"""What became of the optional members of requests is worked out from rows and what they read."""

from __future__ import annotations

import json

import pytest
from oaic_suite.asking.form import Attachment, written
from oaic_suite.evidence.exchange import Request
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.document.record import request_record
from oaic_suite.judging.settling.members import body_of, members, optional, showing

catalogue()  # the requirements, with what they show
EDIT = "createImageEdit"

# Nothing in an answer shows that these are obeyed; what a model makes of them is its own.
UNSEEN = {
    "createChatCompletion": {
        "frequency_penalty": "moves what the model says",
        "presence_penalty": "moves what the model says",
        "temperature": "moves what the model says",
        "top_p": "moves what the model says",
        "verbosity": "moves what the model says",
        "reasoning_effort": "moves what the model says; what is told of its thoughts is judged by chat.reasoning",
        "web_search_options": "what is found is the model's",
        "moderation": "what is found is the model's",
        "metadata": "a label",
        "prompt_cache_key": "a label",
        "prompt_cache_options": "a label",
        "prompt_cache_retention": "a label",
        "safety_identifier": "a label",
        "store": "seen only where stored answers are fetched",
        "user": "a label",
    },
    "createCompletion": {
        "best_of": "how many there were to choose from is not told",
        "frequency_penalty": "moves what the model says",
        "presence_penalty": "moves what the model says",
        "temperature": "moves what the model says",
        "top_p": "moves what the model says",
        "seed": "repeats what the model says: not asked twice",
        "user": "a label",
    },
    "createEmbedding": {"user": "a label"},
    "createResponse": {
        "temperature": "moves what the model says",
        "top_p": "moves what the model says",
        "moderation": "what is found is the model's",
        "access_programs": "what it opens is the service's own",
        "client_metadata": "a label",
        "prompt_cache_key": "a label",
        "prompt_cache_options": "a label",
        "prompt_cache_retention": "a label",
        "safety_identifier": "a label",
        "user": "a label",
        "background": "what is quick is done before anybody can ask after it",
        "background_options": "seen only in responses of many minutes",
        "context_management": "seen only where a context is full: nobody is sent so much",
        "truncation": "seen only where a context is full: nobody is sent so much",
        "max_tool_calls": "about tools that the server itself runs",
        "image": "about tools that the server itself runs",
        "service_tier": "how soon an answer is begun is told, not seen",
        "stream_options": "what pads the events is no part of them",
    },
}
# Without them there is nothing to answer, or nobody to do it.
NEEDED = {"model", "input", "prompt"}


@pytest.mark.parametrize("operation", UNSEEN)
def test_every_optional_member_is_shown_by_a_row_or_cannot_be_seen(operation):
    shown = {name for (known, name), _ in showing() if known == operation}
    assert shown & UNSEEN[operation].keys() == set()
    assert sorted(shown | UNSEEN[operation].keys()) == sorted(set(optional(operation)) - NEEDED)


def row(id, *variants):
    """A row as a run has it, as far as members are read from it."""
    return {
        "id": id,
        "variants": [dict(zip(("verdict", "evidence", "cause"), each, strict=False)) for each in variants],
    }


def asked(body, media_type="application/json"):
    request = Request("POST", "http://localhost/v1", (("content-type", media_type),), body)
    return {"request": request_record(request)}


def exchange(**body):
    return asked(json.dumps(body).encode())


EXCHANGES = {"plain": exchange(), "two": exchange(n=2), "null": exchange(n=None), "words": asked(b"n")}
COUNT, STREAMED = "chat.reply.choices-count", "chat.stream.choices-count"


@pytest.mark.parametrize(
    ("rows", "became", "by"),
    [
        ([row(COUNT, ("pass", ["plain"]), ("pass", ["two"]))], "obeyed", COUNT),
        ([row(COUNT, ("fail", ["plain"]), ("pass", ["two"]))], "obeyed", COUNT),
        ([row(COUNT, ("pass", ["plain"]), ("fail", ["two"]))], "ignored", COUNT),
        ([row(COUNT, ("pass", ["two"])), row(STREAMED, ("fail", ["two"]))], "ignored", STREAMED),
        ([row(COUNT, ("pass", ["plain"]), ("inconclusive", ["two"]))], "open", COUNT),
        ([row(COUNT, ("pass", ["plain"]), ("not_applicable", [], "chat-n"))], "refused", COUNT),
        ([row(COUNT, ("not_applicable", [], "chat"))], "not asked", COUNT),
        ([row(COUNT, ("pass", ["plain"]), ("pass", ["null"]), ("pass", ["words"]))], "not asked", COUNT),
    ],
    ids=["obeyed", "another fails", "ignored", "when streamed", "open", "refused", "no chat", "not asked"],
)
def test_a_member_became_what_the_rows_that_show_it_say(rows, became, by):
    assert members(rows, EXCHANGES) == [{"surface": "chat", "member": "n", "became": became, "row": by}]


@pytest.mark.parametrize("picture", [b"a picture", b"\x89PNG\xff"], ids=["of letters", "of bytes"])
def test_what_a_form_asks_for_is_read(picture):
    form, media_type = written({"image": Attachment("a.png", picture), "prompt": "A cat.", "n": 2}, EDIT)
    assert body_of(asked(form, media_type), EDIT)["n"] == 2


def test_a_note_convicts_nobody():
    (found,) = members([row("chat.options.seed-repeats", ("fail", ["seeded"]))], {"seeded": exchange(seed=7)})
    assert (found["member"], found["became"]) == ("seed", "open")


def test_a_call_that_came_shows_that_tools_are_read_whatever_was_forced():
    rows = [row("tools.required.forced", ("fail", ["forced"])), row("tools.call.id", ("pass", ["called"]))]
    exchanges = {"forced": exchange(tools=[], tool_choice="required"), "called": exchange(tools=[])}
    found = {each["member"]: each["became"] for each in members(rows, exchanges)}
    assert found == {"tools": "obeyed", "tool_choice": "ignored"}


def test_what_no_row_was_asked_about_is_left_out():
    assert members([row("chat.reply.id", ("pass", ["two"]))], EXCHANGES) == []
