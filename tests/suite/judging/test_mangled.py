"""However an answer is mangled, checks judge it: an error of ours never, and no failure without its reasons."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator

import pytest
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.rejudge import rejudge
from oaic_suite.judging.verdict import Verdict

CHAT = "createChatCompletion"
GONE = object()
STRANGE = {
    "nothing": GONE,
    "null": None,
    "true": True,
    "negative": -1,
    "huge": 1e308,
    "vast": 10**400,
    "fraction": 1.5,
    "empty": "",
    "surrogate": "\ud800",
    "array": [None],
    "object": {},
}
ENTRY = {"token": "Hi", "logprob": -0.1, "bytes": [72, 105]}
ASKED = {"model": "m", "messages": [], "max_tokens": 5, "stop": ["x"], "logprobs": True, "top_logprobs": 1}
ANSWER = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1767225600,
    "model": "m",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": "Hi", "refusal": None, "annotations": []},
            "logprobs": {"content": [{**ENTRY, "top_logprobs": [ENTRY]}], "refusal": None},
            "finish_reason": "stop",
        }
    ],
    "usage": {
        "prompt_tokens": 9,
        "completion_tokens": 1,
        "total_tokens": 10,
        "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    },
    "system_fingerprint": None,
}


def places(value: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in below:
        yield (*above, key)
        yield from places(child, (*above, key))


def mangled(whole: object, place: tuple[str | int, ...], strange: object) -> object:
    answer = copy.deepcopy(whole)
    *above, last = place
    holder: object = answer
    for key in above:
        holder = holder[key]
    if strange is GONE:
        del holder[last]
    else:
        holder[last] = strange
    return answer


def answered(body: object) -> Exchange:
    request = Request("POST", "http://localhost/v1/chat/completions", (), json.dumps(ASKED).encode(), CHAT)
    return Exchange("x1", request, 200, (("content-type", "application/json"),), json.dumps(body).encode())


def spoilt(exchange: Exchange) -> list[str]:
    """The rows that are an error of ours, or fail without saying where, what and instead of what."""
    return [
        f"{requirement.id}: {judged.verdict}: {judged.reason}"
        for requirement, judged in rejudge(exchange)
        if judged.verdict is Verdict.ERROR
        or (judged.verdict is Verdict.FAIL and not all((judged.expected, judged.observed, judged.place)))
    ]


def test_as_it_stands_the_answer_fails_nothing():
    judged = {requirement.id: judged.verdict for requirement, judged in rejudge(answered(ANSWER))}
    assert len(judged) > 40
    assert {requirement for requirement, verdict in judged.items() if verdict in (Verdict.FAIL, Verdict.ERROR)} == set()
    assert set(judged) <= set(catalogue())


@pytest.mark.slow
@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_a_strange_value_at_any_place_is_judged(strange):
    found = {place: spoilt(answered(mangled(ANSWER, place, strange))) for place in places(ANSWER)}
    assert {place: rows for place, rows in found.items() if rows} == {}


@pytest.mark.parametrize("body", [value for value in STRANGE.values() if value is not GONE], ids=repr)
def test_a_strange_value_instead_of_the_answer_is_judged(body):
    assert spoilt(answered(body)) == []
