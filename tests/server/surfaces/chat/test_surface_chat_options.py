"""Options of a chat have the effect they name, and cost what they cost."""

from __future__ import annotations

import pytest
from oaic_server.parrot.bias import Bias
from oaic_server.parrot.utterance import utter
from oaic_server.parrot.vocabulary import word

WORD, OTHER = word(5000).decode(), word(7).decode()
BIASES = {
    "none": ({}, f"one{WORD}{OTHER}", "stop"),
    "in favor": ({"5000": 100}, WORD * 4, "length"),
    "strongest in favor": ({"7": 60, "5000": 70}, WORD * 4, "length"),
    "against": ({"5000": -100}, f"one{OTHER}", "stop"),
    "too little to tell": ({"5000": 50, "7": -50}, f"one{WORD}{OTHER}", "stop"),
}


@pytest.mark.parametrize(("bias", "said", "why"), BIASES.values(), ids=BIASES)
def test_a_bias_outweighs_what_would_have_been_said(bias, said, why):
    spoken = utter(f"one{WORD}{OTHER}", 4, (), Bias.of(bias))
    assert (b"".join(spoken.tokens).decode(), spoken.finish_reason) == (said, why)


def test_a_favored_word_may_be_stopped_all_the_same():
    assert utter("one", 9, [WORD], Bias.of({"5000": 100})).tokens == ()


def details(reply):
    usage = reply.json()["usage"]
    return usage["completion_tokens"], usage["completion_tokens_details"]


@pytest.mark.parametrize(
    ("predicted", "counts"),
    [("one two three", (3, 3, 0)), ("one two four five", (5, 2, 2)), ("", (3, 0, 0)), ("x" * 800, (40, 0, 37))],
)
def test_a_prediction_is_told_from_what_was_said(chat, predicted, counts):
    prediction = {"type": "content", "content": [{"type": "text", "text": predicted}]}
    spent, found = details(chat("one two three", prediction=prediction, max_tokens=40))
    assert (spent, found["accepted_prediction_tokens"], found["rejected_prediction_tokens"]) == counts


@pytest.mark.parametrize(
    ("effort", "limit", "thought", "spent"),
    [(None, 20, 0, 3), ("minimal", 20, 0, 3), ("low", 20, 8, 11), ("low", 10, 8, 10), ("max", 5, 4, 5)],
)
def test_thoughts_take_room_but_leave_some(chat, effort, limit, thought, spent):
    found, told = details(chat("one two three", reasoning_effort=effort, max_tokens=limit))
    assert (found, told["reasoning_tokens"]) == (spent, thought)


@pytest.mark.parametrize(
    ("asked", "served"), [({}, "default"), ({"service_tier": "auto"}, "default"), ({"service_tier": "flex"}, "flex")]
)
def test_the_tier_that_served_is_told(chat, asked, served):
    assert chat(**asked).json()["service_tier"] == served


def test_a_verbose_parrot_says_it_twice(chat):
    said = [chat("Hi.", verbosity=word).json()["choices"][0]["message"]["content"] for word in ("low", "high")]
    assert said == ["Hi.", "Hi. Hi."]


def test_a_search_of_the_web_is_cited(chat):
    (choice,) = chat("Land ho!", web_search_options={}).json()["choices"]
    (cited,) = choice["message"]["annotations"]
    assert (cited["url_citation"]["start_index"], cited["url_citation"]["end_index"]) == (0, len("Land ho!"))


def test_models_tell_how_long_their_context_is(client):
    assert client.get("/models/parrot-1").json()["context_window"] == 1_000
