"""Tool calls as evidence: found in a message, put together from a stream, and held against what was offered."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from oaic_suite.checks.chat.again import called_first, names_called
from oaic_suite.checks.tools.readings.calls import (
    broken_off,
    calls,
    entries,
    message,
    misfits,
    misshapen,
    not_objects,
    shared_ids,
    surplus,
    unallowed,
    undeclared,
    unforced,
)
from oaic_suite.checks.tools.readings.fragments import (
    grouped,
    names,
    nulls_beside_calls,
    openings,
    out_of_line,
    repeats,
    strays,
)
from oaic_suite.checks.tools.readings.markup import no_markup
from oaic_suite.checks.tools.whole import whole_messages
from oaic_suite.evidence.exchange import Exchange, Request
from oaic_suite.evidence.place import ABSENT
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.judging.catalogue import catalogue

catalogue()  # who is to blame is read from the checks
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = [
    {"type": "function", "function": {"name": "weather", "parameters": CITY}},
    {"type": "function", "function": {"name": "ping"}},
    {"type": "custom", "custom": {"name": "jot"}},
]
WEATHER = {"type": "function", "function": {"name": "weather"}}
OSLO = '{"city": "Oslo"}'


def exchange(body, content, **asked):
    request = {"model": "m", "messages": [], "tools": TOOLS, **asked}
    sent = Request("POST", "http://x/v1/chat/completions", (), json.dumps(request).encode(), "createChatCompletion")
    return Exchange("x1", sent, 200, (("content-type", content),), body.encode())


def call(id="a", name="weather", arguments=OSLO):
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


def jot(text="hm"):
    return {"id": "j", "type": "custom", "custom": {"name": "jot", "input": text}}


def reply(*made, reason="tool_calls", refusal=None, **asked):
    said = {"role": "assistant", "content": None, "refusal": refusal}
    told = said | ({"tool_calls": list(made)} if made else {})
    head = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
    body = head | {"choices": [{"index": 0, "message": told, "finish_reason": reason}]}
    return Reply(exchange(json.dumps(body), "application/json", **asked))


def stream(*pieces, reason="tool_calls", **asked):
    """A stream whose deltas carry one piece of a call each."""
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    deltas = [{"role": "assistant", "content": None}, *({"tool_calls": [piece]} for piece in pieces), {}]
    reasons = [None] * (len(deltas) - 1) + [reason]
    choices = [{"index": 0, "delta": each, "finish_reason": why} for each, why in zip(deltas, reasons, strict=True)]
    events = [json.dumps(head | {"choices": [choice]}) for choice in choices]
    body = "".join(f"data: {event}\n\n" for event in [*events, "[DONE]"])
    return Stream(exchange(body, "text/event-stream", stream=True, **asked))


def opening(index=0, id="a", name="weather", arguments=""):
    return {"index": index, "id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


def more(arguments, index=0, **members):
    return {"index": index, "function": {"arguments": arguments}, **members}


# --- what was called ---------------------------------------------------------------------------------


def test_calls_of_both_kinds_are_read():
    found = [(made.id, made.kind, made.name, made.said) for made in calls(reply(call(), jot()))]
    assert found == [("a", "function", "weather", OSLO), ("j", "custom", "jot", "hm")]


def test_a_streamed_call_is_the_sum_of_its_pieces():
    [made] = calls(stream(opening(), more('{"city": '), more('"Oslo"}')))
    assert (made.id, made.name, made.said, made.whole) == ("a", "weather", OSLO, True)


def test_pieces_belong_to_the_call_of_their_index():
    found = calls(stream(opening(), opening(1, "b", "ping"), more(OSLO), more("{}", 1)))
    assert [(made.id, made.said) for made in found] == [("a", OSLO), ("b", "{}")]


def test_a_streamed_message_can_be_sent_back():
    said = message(stream(opening(), more(OSLO)))
    assert said == {"role": "assistant", "content": None, "tool_calls": [call()]}


@pytest.mark.parametrize("answer", [reply(), stream()], ids=["whole", "streamed"])
def test_nothing_called_settles_nothing(answer):
    with pytest.raises(NotEstablished, match="no tool was called"):
        calls(answer)


@pytest.mark.parametrize(
    ("answer", "culprit"),
    [
        (reply(tool_choice=WEATHER), "tools.named.forced"),
        (stream(tool_choice=WEATHER), "tools.stream.forced"),
        (reply(), None),
    ],
    ids=["forced", "forced, streamed", "left free"],
)
def test_nothing_called_is_the_fault_of_who_was_forced(answer, culprit):
    with pytest.raises(NotEstablished, match="no tool was called") as raised:
        misshapen(answer)
    assert raised.value.blocked_by == culprit


def test_null_beside_calls_is_one_fact_and_another_rows():
    found = stream(opening(), more(OSLO))
    nulled = found.exchange.body.replace(b'"delta": {}', b'"delta": {"tool_calls": null}')
    beside = Stream(replace(found.exchange, body=nulled))
    assert (misshapen(beside), len(nulls_beside_calls(beside))) == ([], 1)


def test_what_is_no_array_of_objects_settles_nothing():
    with pytest.raises(NotEstablished):
        entries(reply("weather"))


# --- what was forced ---------------------------------------------------------------------------------

UNFORCED = {
    "the one named": (reply(call(), tool_choice=WEATHER), []),
    "another": (reply(call("a", "ping"), tool_choice=WEATHER), ["'ping'"]),
    "one of another kind": (reply(jot(), tool_choice={"type": "custom", "custom": {"name": "jot"}}), []),
    "none": (reply(reason="stop", tool_choice=WEATHER), ["no call"]),
    "any": (reply(call("a", "ping"), tool_choice="required"), []),
    "none of any": (reply(reason="stop", tool_choice="required"), ["no call"]),
    "the one named, streamed": (stream(opening(), more(OSLO), tool_choice=WEATHER), []),
    "none, streamed": (stream(reason="stop", tool_choice=WEATHER), ["no call"]),
}


@pytest.mark.parametrize(("answer", "observed"), UNFORCED.values(), ids=UNFORCED)
def test_what_is_forced_is_called(answer, observed):
    assert [finding.observed for finding in unforced(answer)] == observed


@pytest.mark.parametrize(
    "answer",
    [reply(reason="length", tool_choice="required"), reply(refusal="No.", reason="stop", tool_choice="required")],
    ids=["cut short", "declined"],
)
def test_an_answer_that_could_not_call_settles_nothing(answer):
    with pytest.raises(NotEstablished, match="cut short, or declined"):
        unforced(answer)


def test_a_name_nobody_offered_is_told_once():
    answer = reply(call("a", "functions.weather"), tool_choice=WEATHER)
    assert [finding.observed for finding in undeclared(answer)] == ["'functions.weather'"]
    with pytest.raises(NotEstablished, match=r"no tool 'functions\.weather'"):
        unforced(answer)


def test_a_tool_that_is_not_allowed_is_found():
    allowed = {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [WEATHER]}}
    found = unallowed(reply(call(), call("b", "ping"), tool_choice=allowed))
    assert [finding.observed for finding in found] == ["'ping'"]


def test_calls_beyond_the_first_are_found():
    assert [finding.observed for finding in surplus(reply(call(), call("b", "ping")))] == ["'ping'"]
    assert surplus(reply(call())) == []


def of_two(*ids):
    """A stream of two choices, of which each chunk carries one piece: a call by its id, or the end."""
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    deltas = [(index, {"role": "assistant", "tool_calls": [opening(0, id)]}, None) for index, id in enumerate(ids)]
    ends = [(index, {}, "tool_calls") for index, _ in enumerate(ids)]
    choices = [{"index": index, "delta": delta, "finish_reason": why} for index, delta, why in deltas + ends]
    events = [*(json.dumps(head | {"choices": [choice]}) for choice in choices), "[DONE]"]
    body = "".join(f"data: {event}\n\n" for event in events)
    return Stream(exchange(body, "text/event-stream", stream=True, n=2))


def test_ids_are_of_one_message():
    """Each choice of a stream is one, wherever it stands in the list of its chunk."""
    assert shared_ids(of_two("a", "a")) == []
    assert len(shared_ids(stream(opening(0, "a"), opening(1, "a")))) == 2


def test_ids_are_unique_in_a_message():
    assert shared_ids(reply(call("a"), call("b"))) == []
    assert [finding.place.pointer for finding in shared_ids(reply(call("a"), call("a")))] == [
        "/choices/0/message/tool_calls/0/id",
        "/choices/0/message/tool_calls/1/id",
    ]


# --- what they say -----------------------------------------------------------------------------------

NOT_OBJECTS = {
    "an object": (OSLO, []),
    "with white space": ('\n{"city":\t"Oslo"}\n', []),
    "text in text": (json.dumps(OSLO), [repr(json.dumps(OSLO))]),
    "an array": ("[]", ["'[]'"]),
    "half an object": ('{"city"', ["'{\"city\"'"]),
    "as Python spells it": ("{'city': 'Oslo'}", ["\"{'city': 'Oslo'}\""]),
    "nothing": ("", ["''"]),
}


@pytest.mark.parametrize(("text", "observed"), NOT_OBJECTS.values(), ids=NOT_OBJECTS)
def test_arguments_are_the_text_of_an_object(text, observed):
    assert [finding.observed for finding in not_objects(reply(call(arguments=text)))] == observed
    assert [finding.observed for finding in not_objects(stream(opening(), more(text)))] == observed


def test_where_nothing_is_taken_nothing_will_do():
    assert not_objects(reply(call("a", "ping", ""))) == []


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_what_was_cut_short_need_not_be_whole(reason):
    with pytest.raises(NotEstablished, match="not cut short"):
        not_objects(reply(call(arguments='{"ci'), reason=reason))


def test_arguments_are_held_against_the_schema():
    assert misfits(reply(call())) == []
    [finding] = misfits(reply(call(arguments='{"town": "Oslo"}')))
    assert finding.expected == 'what the function\'s schema accepts: "city" is a required property'


def test_half_a_call_is_found_whatever_the_reason():
    assert [choice.place.pointer for choice in broken_off(reply(call(arguments='{"ci')))] == ["/choices/0"]
    with pytest.raises(NotEstablished, match="no arguments were cut short"):
        broken_off(reply(call()))


# --- pieces ------------------------------------------------------------------------------------------


def test_a_function_that_is_null_is_the_fault_of_the_row_about_functions():
    found = stream(opening() | {"function": None})
    with pytest.raises(NotEstablished) as problem:
        names(found)
    assert problem.value.blocked_by == "tools.stream.function"


def test_a_call_that_opens_without_its_function_has_no_name():
    unnamed = {name: value for name, value in opening().items() if name != "function"}
    assert [each.value for each in names(stream(unnamed))] == [ABSENT]


def test_a_call_that_does_not_say_what_it_is_of_is_what_its_members_are():
    custom = {"index": 0, "id": "call_1", "custom": {"name": "note", "input": ""}}
    assert [each.value for each in names(stream(custom))] == ["note"]


@pytest.mark.parametrize(
    ("indexes", "expected"),
    [([0, 1, 2], []), ([1], ["0"]), ([0, 2], ["1"]), ([1, 0], ["0", "1"])],
    ids=str,
)
def test_indexes_are_dense_and_in_order(indexes, expected):
    answer = stream(*(opening(index, f"c{index}") for index in indexes))
    assert [finding.expected for finding in out_of_line(answer)] == expected


def test_a_piece_without_an_index_belongs_to_no_call():
    with pytest.raises(NotEstablished, match="no index"):
        grouped(stream({"id": "a", "type": "function", "function": {"name": "weather", "arguments": OSLO}}))


@pytest.mark.parametrize(
    ("later", "repeated", "strange"),
    [({}, 0, 0), ({"id": None}, 0, 0), ({"id": "a"}, 1, 0), ({"id": "b"}, 1, 1), ({"id": ""}, 0, 1)],
    ids=["absent", "null", "equal", "another", "empty"],
)
def test_what_a_later_piece_may_say_of_the_id(later, repeated, strange):
    answer = stream(opening(), more(OSLO, **later))
    assert (len(repeats(answer, "id")), len(strays(answer, "id"))) == (repeated, strange)


def test_the_first_piece_is_the_one_that_opens():
    late = {"index": 0, "id": "a", "type": "function", "function": {"name": "weather"}}
    answer = stream(more(OSLO), late)
    assert [str(opened.value) for opened in openings(answer, "id")] == ["nothing"]
    assert repeats(answer, "function", "name") == []


@pytest.mark.parametrize(
    ("again", "same"),
    [(reply(call()), True), (reply(call("a"), call("b")), True), (reply(call(name="ping")), False), (reply(), False)],
    ids=["once", "twice", "another", "none"],
)
def test_what_is_called_again_is_the_same_function_however_often(again, same):
    assert (names_called(again) == called_first([reply(call()), again])) is same


def test_what_was_not_called_the_first_time_need_not_come_again():
    with pytest.raises(NotEstablished):
        called_first([reply(tool_choice=WEATHER), reply(tool_choice=WEATHER)])


def test_a_limit_that_was_spent_on_thoughts_leaves_no_room_for_an_answer():
    assert len(whole_messages(reply(reason="stop"))) == 1
    with pytest.raises(NotEstablished):
        whole_messages(reply(reason="length"))


WORDS = {
    "words": "Here is the weather.",
    "JSON that was asked for": '{"name": "Ada", "age": 36}',
    "words about a call": 'I would send {"name": "get_weather", "arguments": {}}.',
}
CALLS = {
    "a call": '{"name": "get_weather", "arguments": {"city": "Oslo"}}',
    "the beginning of one": ' {"name": "get_weather", "parameters": {"',
    "one in a fence": '```json\n[{"name": "get_weather", "arguments": {}}]\n```',
}


@pytest.mark.parametrize("content", WORDS.values(), ids=WORDS)
def test_words_are_no_call(content):
    assert no_markup(content)


@pytest.mark.parametrize("content", CALLS.values(), ids=CALLS)
def test_a_call_in_json_is_one_that_stands_in_the_text(content):
    assert not no_markup(content)
