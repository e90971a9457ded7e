"""Problems are found where they are, and told in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chat_bodies import BAD, GOOD, chat, said
from oaic_spec import Problem, contract

REQUEST = contract().schema("CreateChatCompletionRequest")


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD)
def test_a_good_body_has_no_problems(body):
    assert REQUEST.problems(body) == []


@pytest.mark.parametrize(("body", "expected"), BAD.values(), ids=BAD)
def test_a_bad_body_is_explained_at_its_place(body, expected):
    assert [(problem.path, problem.keyword) for problem in REQUEST.problems(body)] == expected


@pytest.mark.parametrize("body", [body for body, _ in BAD.values()], ids=BAD)
def test_whatever_is_refused_is_explained(body):
    assert not REQUEST.accepts(body)
    assert REQUEST.problems(body)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (said(7), "messages[0].content: expected a string or an array, found 7"),
        (chat() | {"messages": []}, "messages: expected an array of length 1 or more, found []"),
        ({"messages": [{"role": "user", "content": "Hi"}]}, "model: expected a string, found nothing"),
        (chat(temperature=2.5), "temperature: expected a value of at most 2, found 2.5"),
        (chat(temprature=1), "temprature: expected no such member, found 1"),
        (chat(stop=5), "stop: expected a string, an array or null, found 5"),
        (chat(verbosity="loud"), 'verbosity: expected one of "low", "medium", "high" or null, found "loud"'),
        (
            chat(tool_choice=1),
            'tool_choice: expected one of "none", "auto", "required", an object or null, found 1',
        ),
        (
            chat(response_format={}),
            'response_format.type: expected one of "text", "json_schema", "json_object", found nothing',
        ),
        ([], "the top level: expected an object, found []"),
    ],
)
def test_the_sentence(body, sentence):
    assert [problem.sentence for problem in REQUEST.problems(body)] == [sentence]


def test_pointers_escape_what_rfc_6901_wants_escaped():
    found = REQUEST.problems(chat(metadata={"a/b~c": 1}))
    assert found == [Problem("/metadata/a~1b~0c", "metadata.a/b~c", "type", expected="a string", observed="1")]


def test_a_long_value_is_cut_short():
    (found,) = REQUEST.problems(chat(temperature="x" * 1000))
    assert found.observed == '"' + "x" * 58 + "…"


def test_what_is_no_json_is_shown_as_it_was():
    (found,) = REQUEST.problems(chat(temperature=float("nan")))
    assert found.sentence == "temperature: expected a number or null, found NaN"


@pytest.mark.parametrize(
    ("value", "reason"),
    [(chat(**{"\ud800": 1}), "surrogates not allowed"), (said(json.loads("[" * 500 + "]" * 500)), "Recursion limit")],
    ids=["half a character", "too deep"],
)
def test_what_a_validator_cannot_take_in_is_a_problem_and_no_crash(value, reason):
    (found,) = REQUEST.problems(value)
    assert (found.keyword, reason in found.observed) == ("readable", True)
    assert not REQUEST.accepts(value)


ANSWER: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1,
    "model": "parrot",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "Hi", "refusal": None},
            "finish_reason": "stop",
        }
    ],
}


@pytest.mark.parametrize(
    "change",
    [
        {"shade": "grey"},
        {"system_fingerprint": None},
        {"service_tier": "tomorrow's"},
        {"moderation": None, "metadata": None},
        {
            "usage": {
                "prompt_tokens": 1,
                "completion_tokens": 1,
                "total_tokens": 2,
                "prompt_tokens_details": {"new": 1},
            }
        },
    ],
    ids=lambda change: ", ".join(change),
)
def test_answers_are_open(change):
    assert contract().schema("CreateChatCompletionResponse").problems(ANSWER | change) == []


def test_an_answer_is_explained_as_a_request_is():
    choice = ANSWER["choices"][0] | {
        "finish_reason": "eos",
        "message": {"role": "assistant", "content": "Hi"},
    }
    found = contract().schema("CreateChatCompletionResponse").problems(ANSWER | {"choices": [choice]})
    assert [problem.sentence for problem in found] == [
        "choices[0].message.refusal: expected a string or null, found nothing",
        'choices[0].finish_reason: expected one of "stop", "length", "tool_calls", "content_filter",'
        ' "function_call", found "eos"',
    ]
