"""Legacy completions as the checks read them: which prompt a choice continues, and what its tokens spell."""

from __future__ import annotations

import json

import pytest
from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.completions import readings
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.catalogue import catalogue
from oaic_suite.judging.judge import judge
from oaic_suite.judging.verdict import Verdict

catalogue()  # who is blamed is read from the checks


def asked(**members):
    body = json.dumps({"model": "m", **members}).encode()
    return Request("POST", "http://x/v1/completions", (), body, "createCompletion")


def reply(*choices, **members):
    told = [{"text": "", "index": index, "logprobs": None, "finish_reason": "stop"} for index, _ in enumerate(choices)]
    body = {"id": "c", "object": "text_completion", "created": 1, "model": "m"}
    body["choices"] = [plain | choice for plain, choice in zip(told, choices, strict=True)]
    usage = {"usage": members.pop("usage")} if "usage" in members else {}
    return Reply(Exchange("x1", asked(**members), 200, body=json.dumps(body | usage).encode()))


def cut(limit, tokens, reason):
    usage = {"prompt_tokens": 4, "completion_tokens": tokens, "total_tokens": 4 + tokens}
    return reply({"text": "a", "finish_reason": reason}, max_tokens=limit, usage=usage)


def table(*tokens, odds=None, offsets=None):
    columns = {"tokens": list(tokens), "token_logprobs": odds or [-1.0] * len(tokens)}
    return {"text": "".join(tokens), "logprobs": columns | ({"text_offset": offsets} if offsets else {})}


def pointers(found):
    return [each.place.pointer for each in found]


SHAPES = {
    "one text": ("a", ["a"], False, 0),
    "no prompt": (None, [None], False, 0),
    "texts": (["a", "b"], ["a", "b"], False, 0),
    "tokens": ([1, 2], [[1, 2]], True, 2),
    "lists of tokens": ([[1, 2], [3]], [[1, 2], [3]], True, 3),
}


@pytest.mark.parametrize(("given", "each", "are_ids", "tokens"), SHAPES.values(), ids=SHAPES)
def test_a_prompt_comes_in_five_shapes(given, each, are_ids, tokens):
    assert (prompts.each(given), prompts.are_ids(given), prompts.tokens_sent(given)) == (each, are_ids, tokens)


def test_choices_come_prompt_by_prompt():
    request = asked(prompt=["a", "b"], n=2)
    assert prompts.choices_asked(request) == 4
    assert [readings.prompt_of(request, index) for index in range(4)] == ["a", "a", "b", "b"]


def test_texts_begin_with_their_own_prompt():
    assert readings.under_another(reply({"text": "a1"}, {"text": "b1"}, prompt=["a", "b"])) == []
    assert readings.under_another(reply({"text": "b", "index": 1}, {"text": "a", "index": 0}, prompt=["a", "b"])) == []
    assert pointers(readings.under_another(reply({"text": "b"}, {"text": "a"}, prompt=["a", "b"]))) == [
        "/choices/0/text",
        "/choices/1/text",
    ]


def test_choices_that_are_not_numbered_have_no_prompt():
    with pytest.raises(NotEstablished, match="not numbered"):
        readings.under_another(reply({"text": "a", "index": 7}, prompt="a"))


def test_what_a_broken_character_was_is_not_asked_of_an_echo():
    with pytest.raises(NotEstablished, match="part of a character") as unsettled:
        readings.unechoed(reply({"text": "a\ufffd"}, prompt="a\U0001f99c", echo=True))
    assert unsettled.value.blocked_by == "completions.scripts.whole-characters"
    assert readings.unechoed(reply({"text": "a\ufffd, he said"}, prompt="a\ufffd", echo=True)) == []


def test_prompts_that_are_not_echoed_are_in_no_order():
    ignored = reply({"text": "b1"}, {"text": "c"}, prompt=["a", "b"], echo=True)
    assert pointers(readings.unechoed(ignored)) == ["/choices/1/text"]
    with pytest.raises(NotEstablished, match="not echoed") as unsettled:
        readings.under_another(ignored)
    assert unsettled.value.blocked_by == "completions.echo.prompt"


def test_tokens_spell_the_text_with_characters_in_parts():
    whole = table("a", "bytes:\\xf0\\x9f", "bytes:\\x98\\x80") | {"text": "a😀"}
    assert readings.misspelt(reply(whole)) == []
    assert pointers(readings.misspelt(reply(table("a") | {"text": "ab"}))) == ["/choices/0/logprobs/tokens"]


def test_a_character_that_was_lost_settles_nothing():
    with pytest.raises(NotEstablished, match="cut in two"):
        readings.misspelt(reply(table("\ufffd")))


def test_lists_of_another_length_are_found():
    assert readings.uneven(reply(table("a", "b"))) == []
    assert pointers(readings.uneven(reply(table("a", "b", odds=[-1.0])))) == ["/choices/0/logprobs/token_logprobs"]


def test_only_the_first_token_of_an_echo_may_be_unknown():
    first, second = table("a", "b", odds=[None, -1.0]), table("a", "b", odds=[-1.0, None])
    assert readings.null_logprobs(reply(first, echo=True)) == []
    assert pointers(readings.null_logprobs(reply(first))) == ["/choices/0/logprobs/token_logprobs/0"]
    assert pointers(readings.null_logprobs(reply(second, echo=True))) == ["/choices/0/logprobs/token_logprobs/1"]


def test_offsets_count_from_the_start_of_the_prompt():
    assert readings.wrong_offsets(reply(table("ab", "c", offsets=[5, 7]), prompt="Hello")) == []
    assert readings.wrong_offsets(reply(table("ab", "c", offsets=[0, 2]), prompt="ab", echo=True)) == []
    assert pointers(readings.wrong_offsets(reply(table("ab", "c", offsets=[0, 2]), prompt="Hello"))) == [
        "/choices/0/logprobs/text_offset/0",
        "/choices/0/logprobs/text_offset/1",
    ]


def test_where_there_are_no_lists_nothing_is_said_of_them():
    with pytest.raises(NotEstablished, match="no token_logprobs"):
        readings.null_logprobs(reply({"text": "a"}))


SPENT = {
    "all of it": (1, "length", Verdict.PASS, None),
    "all of it, as if whole": (1, "stop", Verdict.FAIL, None),
    "more, and says so": (2, "length", Verdict.PASS, None),
    "more, as if whole": (2, "stop", Verdict.INCONCLUSIVE, "completions.limit.tokens"),
    "less": (0, "stop", Verdict.INCONCLUSIVE, None),
}


@pytest.mark.parametrize(("tokens", "reason", "verdict", "blamed"), SPENT.values(), ids=SPENT)
def test_whether_a_limit_cut_a_text_is_told_by_its_tokens(tokens, reason, verdict, blamed):
    judged = finished(cut(1, tokens, reason), reply({"text": "a, and more"}))
    assert (judged.verdict, judged.cause) == (verdict, blamed)


def test_what_is_said_to_another_question_too_is_whole():
    assert finished(cut(1, 1, "stop"), reply({"text": "a"})).verdict is Verdict.INCONCLUSIVE


def finished(answer, whole):
    return judge(catalogue()["completions.limit.finish"], {"completion": answer, "bare_completion": whole})
