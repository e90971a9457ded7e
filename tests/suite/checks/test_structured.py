"""Texts asked for as JSON, as checks read them: which are whole, what is wrong with them, and who is to blame."""

from __future__ import annotations

import json

import pytest
from oaic_suite.checks.structured import readings, whole
from oaic_suite.checks.structured.beginnings import may_become_json
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.catalogue import catalogue

catalogue()  # who is blamed is read from the checks
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
NODE = {
    "type": "object",
    "properties": {"next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}},
    "required": ["next"],
    "additionalProperties": False,
}
LIST = NODE | {"$defs": {"node": NODE}}


def by(schema=PERSON, strict=True):
    return {"type": "json_schema", "json_schema": {"name": "person", "schema": schema, "strict": strict}}


def request(**asked):
    body = json.dumps({"response_format": by()} | asked).encode()
    return Request("POST", "http://t", (), body, "createChatCompletion")


def reply(*messages, finish_reason="stop", **asked):
    """An answer of choices, each given as its text or as its message."""
    choices = [
        {
            "index": index,
            "finish_reason": finish_reason,
            "message": {"role": "assistant", "content": None, **said(each)},
        }
        for index, each in enumerate(messages)
    ]
    return Reply(Exchange("e1", request(**asked), 200, body=json.dumps({"choices": choices}).encode()))


def said(message):
    return {"content": message} if isinstance(message, str) else message


def stream(*deltas, finish_reason="stop", **asked):
    """A streamed answer of one choice."""
    pieces = [*({"delta": delta} for delta in deltas), {"delta": {}, "finish_reason": finish_reason}]
    chunks = [{"choices": [{"index": 0, **piece}]} for piece in pieces]
    events = [*map(json.dumps, chunks), "[DONE]"]
    body = b"".join(b"data: %b\n\n" % event.encode() for event in events)
    return Stream(Exchange("e1", request(stream=True, **asked), 200, body=body))


def told(found):
    return [(finding.place.pointer, finding.expected, finding.observed) for finding in found]


CONTENT = "/choices/0/message/content"
GOOD = '{"name": "Ada", "age": 36}'


def test_json_that_satisfies_its_schema_is_fine():
    answer = reply(GOOD)
    judged = (readings.fenced, readings.no_json_but_fenced, readings.misfits, readings.strangers, readings.disordered)
    assert [find(answer) for find in judged] == [[]] * 5


def test_fragments_are_put_together():
    answer = stream({"role": "assistant", "content": ""}, {"content": '{"name": "Ada", '}, {"content": '"age": 36}'})
    assert [value.value for value in readings.values(answer)] == [{"name": "Ada", "age": 36}]
    assert readings.misfits(answer) == []


NOT_JSON = ["Ada is 36.", "", "{", GOOD + GOOD, "Here it is: " + GOOD, "NaN", {"content": None}]


@pytest.mark.parametrize("text", NOT_JSON)
def test_what_is_no_json_is_found_and_blamed(text):
    [finding] = readings.no_json_but_fenced(reply(text))
    assert (finding.place.pointer, finding.expected) == (CONTENT, "JSON")
    with pytest.raises(NotEstablished) as unsettled:
        readings.misfits(reply(text))
    assert unsettled.value.blocked_by == "structured.reply.json"


def test_a_code_block_is_a_defect_of_its_own():
    answer = reply(f"```json\n{GOOD}\n```")
    assert told(readings.fenced(answer)) == [(CONTENT, "JSON alone", repr(f"```json\n{GOOD}\n```"))]
    for find in (readings.no_json_but_fenced, readings.values):
        with pytest.raises(NotEstablished) as unsettled:
            find(answer)
        assert unsettled.value.blocked_by == "structured.reply.unfenced"


def test_without_strict_another_requirement_is_to_blame():
    with pytest.raises(NotEstablished) as unsettled:
        readings.values(reply("Ada is 36.", response_format=by(strict=None)))
    assert unsettled.value.blocked_by == "structured.loose.json"


MISFITS = {
    "a member missing": ('{"name": "Ada"}', "an integer at /age in the JSON", "nothing"),
    "a wrong type": ('{"name": "Ada", "age": "36"}', "an integer at /age in the JSON", '"36"'),
    "no object": ("[1]", "an object at the top of the JSON", "[1]"),
}


@pytest.mark.parametrize(("text", "expected", "observed"), MISFITS.values(), ids=MISFITS)
def test_a_misfit_says_where_in_the_json_it_is(text, expected, observed):
    assert told(readings.misfits(reply(text))) == [(CONTENT, expected, observed)]
    assert readings.strangers(reply(text)) == []


def test_a_recursive_schema_is_followed():
    answer = reply('{"next": {"next": {"next": 7}}}', response_format=by(LIST))
    assert [finding.observed for finding in readings.misfits(answer)] == ["7"]


def test_members_that_are_forbidden_are_told_apart():
    answer = reply('{"name": "Ada", "age": 36, "mood": "fine"}')
    assert told(readings.strangers(answer)) == [(CONTENT, "no such member at /mood in the JSON", '"fine"')]
    assert readings.misfits(answer) == []


def test_each_choice_is_read():
    answer = reply(GOOD, "Ada", n=2)
    assert [finding.place.pointer for finding in readings.no_json(answer)] == ["/choices/1/message/content"]


def test_another_order_is_noticed():
    assert [found.observed for found in readings.disordered(reply('{"age": 36, "name": "Ada"}'))] == ["age, name"]


CALL = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
UNSETTLED = {
    "cut short": reply("{", finish_reason="length"),
    "filtered": reply("{", finish_reason="content_filter"),
    "declined": reply({"refusal": "No."}),
    "spent on a call": reply({"tool_calls": [CALL]}),
    "perhaps stopped": reply(GOOD, stop="}"),
    "cut short in a stream": stream({"content": "{"}, finish_reason="length"),
    "declined in a stream": stream({"refusal": "No"}, {"refusal": "."}),
}


@pytest.mark.parametrize("answer", UNSETTLED.values(), ids=UNSETTLED)
def test_what_is_not_whole_settles_nothing(answer):
    with pytest.raises(NotEstablished):
        readings.no_json(answer)


NO_BEGINNING = {
    "cut short": reply("ngngng", finish_reason="length"),
    "cut short, one of two": reply("{", "Sure!", n=2, finish_reason="length"),
    "cut short in a stream": stream({"content": "ng"}, {"content": "ng"}, finish_reason="length"),
}


@pytest.mark.parametrize("answer", NO_BEGINNING.values(), ids=NO_BEGINNING)
def test_what_no_json_begins_with_need_not_be_whole(answer):
    assert [finding.expected for finding in readings.no_json(answer)] == ["JSON"]


DOCUMENT = ' {"a\\u00e9\\"b": [1, -2.5e+10, true, false, null, {"x": "\\n"}], "c": 0.5, "d": -1E5} '


def test_every_beginning_of_json_may_become_json():
    assert [text for end in range(len(DOCUMENT)) if not may_become_json(text := DOCUMENT[:end])] == []


@pytest.mark.parametrize(
    "text", ["Ada", "nope", "{a", "[1 2", "```json", "<think>", "\ufeff{", "NaN", '"a\nb', "uf", "{}}"]
)
def test_other_texts_may_not(text):
    assert not may_become_json(text)


def test_a_text_that_never_was_json_was_not_cut_short():
    with pytest.raises(NotEstablished) as unsettled:
        whole.broken(reply("Hello from a mock."))
    assert unsettled.value.blocked_by == "structured.reply.json"
    with pytest.raises(NotEstablished) as unsettled:
        whole.broken(reply("```json\n{"))
    assert unsettled.value.blocked_by == "structured.reply.unfenced"
    with pytest.raises(NotEstablished, match="no JSON begins so"):
        whole.broken(reply({"content": None}))
    assert len(whole.broken(reply('{"name": "A', finish_reason="length"))) == 1


FORMATS = {
    "nothing": ({}, (False, False, False)),
    "text": ({"response_format": {"type": "text"}}, (False, False, False)),
    "null": ({"response_format": None}, (False, False, False)),
    "an object": ({"response_format": {"type": "json_object"}}, (True, False, False)),
    "a strict schema": ({"response_format": by()}, (True, True, False)),
    "a loose schema": ({"response_format": by(strict=False)}, (False, False, True)),
    "no schema": ({"response_format": {"type": "json_schema", "json_schema": {"name": "x"}}}, (False, False, False)),
    "a strict schema beside tools": ({"response_format": by(), "tools": [{}]}, (False, False, False)),
    "text where a format belongs": ({"response_format": "json"}, (False, False, False)),
}


@pytest.mark.parametrize(("body", "judged"), FORMATS.values(), ids=FORMATS)
def test_who_answers_for_the_format(body, judged):
    assert (readings.enforced(body), readings.strict(body), readings.loose(body)) == judged
