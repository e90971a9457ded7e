"""The first problem alone: the same that stands first among all, whatever the size of the rest."""

from __future__ import annotations

import pytest
from arbitrary import VALUES, changed, every_change
from chat_bodies import GOOD, USER
from hypothesis import given
from hypothesis import strategies as st
from oaic_spec import contract

CHAT, WORDS, VECTORS = "CreateChatCompletionRequest", "CreateCompletionRequest", "CreateEmbeddingRequest"
MANY = 20_000
ALIKE = [
    (CHAT, {"messages": [{"role": "user", "content": "Hi"}], "stop": ["a"], "logit_bias": {"1": 1}, "model": "parrot"}),
    (WORDS, {"model": "parrot", "prompt": "Hi", "n": 1, "best_of": 2, "stream_options": {"include_usage": True}}),
    (VECTORS, {"model": "parrot", "input": "Hi", "encoding_format": "float", "dimensions": 3}),
    *((CHAT, body) for body in GOOD.values()),
]


def first(name, value, **how):
    return contract().schema(name).first_problem(value, **how)


def compared(name, value):
    """The problems of a value, once it is seen that the first is found alone."""
    problems = contract().schema(name).problems(value)
    assert first(name, value) == (problems[0] if problems else None)


@pytest.mark.parametrize(("name", "body"), ALIKE)
def test_after_any_change_it_is_the_first_of_all(name, body):
    for other in every_change(body):
        if not of_several_kinds(other):
            compared(name, other)


@given(st.sampled_from(sorted(GOOD)).flatmap(lambda name: changed(GOOD[name])) | VALUES)
def test_of_any_chat_it_is_the_first_of_all(body):
    compared(CHAT, body)


def of_several_kinds(body):
    """Whether only a count of its mistakes would tell what a list of prompts was meant to be."""
    prompts = body.get("prompt", body.get("input")) if isinstance(body, dict) else None
    return isinstance(prompts, list) and not all(isinstance(one, str) for one in prompts)


def test_the_first_prompt_tells_what_the_rest_should_be():
    said = {"model": "parrot", "prompt": ["a", 1, 2, 3]}
    assert first(WORDS, said).sentence == "prompt[1]: expected a string, found 1"
    assert first(WORDS, {**said, "prompt": [[1], "a"]}).sentence == 'prompt[1]: expected an array, found "a"'
    assert first(WORDS, {**said, "prompt": [1, 2.5]}).sentence == "prompt[1]: expected an integer, found 2.5"


TEXT, TOOL = {"type": "text", "text": 1}, {"type": "function", "function": {}}
LARGE = {
    "messages": ({"messages": [{"role": "u"}] * MANY}, "messages[0].role"),
    "parts": ({"messages": [{"role": "user", "content": [TEXT] * MANY}]}, "messages[0].content[0].text"),
    "members": ({"messages": [USER], **{f"x{number}": 1 for number in range(MANY)}}, "x0"),
    "one at the end": ({"messages": [USER] * MANY + [{}]}, f"messages[{MANY}].role"),
    "tools": ({"messages": [USER], "tools": [TOOL] * MANY}, "tools[0].function.name"),
}


@pytest.mark.parametrize(("members", "path"), LARGE.values(), ids=LARGE)
def test_a_large_body_is_refused_for_one_thing(members, path):
    assert first(CHAT, {"model": "parrot", **members}).path == path


def test_a_list_of_many_kinds_is_refused_for_one_thing():
    assert first(WORDS, {"model": "parrot", "prompt": [[1]] * MANY + ["x"]}).path == f"prompt[{MANY}]"


def test_unknown_members_may_be_taken():
    body = {"model": "parrot", "messages": [{"role": "user", "content": "Hi", "mood": "good"}], "mood": "good"}
    assert first(CHAT, body).path == "messages[0].mood"
    assert first(CHAT, body, takes_unknown=True) is None
    assert first(CHAT, {**body, "n": 0}, takes_unknown=True).path == "n"


def test_what_was_found_is_shown_by_its_beginning():
    found = first(CHAT, {"model": ["x" * MANY] * 2, "messages": []})
    assert (len(found.observed), found.observed[:4], found.observed[-1]) == (60, '["xx', "…")
