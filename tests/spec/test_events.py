"""The walk of a stream of events names what breaks the grammar: every rule, by the event that breaks it."""

from __future__ import annotations

import json

import pytest
from arbitrary import VALUES
from hypothesis import given
from hypothesis import strategies as st
from oaic_spec import contract
from oaic_spec.events.grammar import Grammar
from oaic_spec.events.walk import ENDED, NAMES, TERMINATOR, breaches

CREATE = contract().operations["createResponse"]
RULES = CREATE.stream
TEXT = {"type": "output_text", "annotations": [], "logprobs": [], "text": "Hi"}
SAYS = {"output_index": 0, "item_id": "msg_1", "content_index": 0}
CALLS = {"output_index": 1, "item_id": "fc_1"}
CALL = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "look", "arguments": "{}"}
SEARCHES = {"output_index": 2, "item_id": "ws_1"}
SEARCH = {"type": "web_search_call", "id": "ws_1", "status": "in_progress"}
THINKS = {"output_index": 3, "item_id": "rs_1", "summary_index": 0}
THOUGHT = {"type": "reasoning", "id": "rs_1", "summary": []}
USAGE = {
    "input_tokens": 1,
    "input_tokens_details": {"cached_tokens": 0},
    "output_tokens": 1,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 2,
}


def message(status, *content):
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": status, "content": list(content)}


def response(status, *output, usage=None):
    told = dict.fromkeys(("error", "incomplete_details", "instructions", "metadata", "temperature", "top_p"))
    choices = {"parallel_tool_calls": True, "tool_choice": "auto", "tools": []}
    named = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m", "status": status}
    return {**told, **choices, **named, "output": list(output), "usage": usage}


SAID = message("completed", TEXT)
CALLED = CALL | {"status": "completed"}
FOUND = SEARCH | {"status": "completed", "action": {"type": "search", "query": "parrots"}}
THOUGHT_OF = THOUGHT | {"summary": [{"type": "summary_text", "text": "Hm."}], "encrypted_content": "1"}

SOUND = [
    {"type": "response.created", "response": response("in_progress")},
    {"type": "response.in_progress", "response": response("in_progress")},
    {"type": "response.output_item.added", "output_index": 0, "item": message("in_progress")},
    {"type": "response.content_part.added", **SAYS, "part": TEXT | {"text": ""}},
    {"type": "response.output_text.delta", **SAYS, "delta": "H"},
    {"type": "response.output_text.delta", **SAYS, "delta": "i"},
    {
        "type": "response.output_text.annotation.added",
        **SAYS,
        "annotation_index": 0,
        "annotation": {"type": "file_path", "file_id": "f", "index": 0},
    },
    {"type": "response.output_text.done", **SAYS, "text": "Hi"},
    {"type": "response.content_part.done", **SAYS, "part": TEXT},
    {"type": "response.output_item.done", "output_index": 0, "item": SAID},
    {
        "type": "response.output_item.added",
        "output_index": 1,
        "item": CALL | {"arguments": "", "status": "in_progress"},
    },
    {"type": "response.function_call_arguments.delta", **CALLS, "delta": "{}"},
    {"type": "response.function_call_arguments.done", **CALLS, "arguments": "{}"},
    {"type": "response.output_item.done", "output_index": 1, "item": CALLED},
    {"type": "response.output_item.added", "output_index": 2, "item": SEARCH},
    {"type": "response.web_search_call.in_progress", **SEARCHES},
    {"type": "keepalive"},
    {"type": "response.web_search_call.completed", **SEARCHES},
    {"type": "response.output_item.done", "output_index": 2, "item": FOUND},
    {"type": "response.output_item.added", "output_index": 3, "item": THOUGHT | {"encrypted_content": "0"}},
    {"type": "response.reasoning_summary_part.added", **THINKS, "part": {"type": "summary_text", "text": ""}},
    {"type": "response.reasoning_summary_text.delta", **THINKS, "delta": "Hm."},
    {"type": "response.reasoning_summary_text.done", **THINKS, "text": "Hm."},
    {"type": "response.reasoning_summary_part.done", **THINKS, "part": {"type": "summary_text", "text": "Hm."}},
    {"type": "response.output_item.done", "output_index": 3, "item": THOUGHT_OF},
    {
        "type": "response.completed",
        "response": response("completed", SAID, CALLED, FOUND, THOUGHT_OF | {"encrypted_content": "2"}, usage=USAGE),
    },
]
LAST = len(SOUND) - 1


def numbered(events):
    return [{"sequence_number": number, **event} for number, event in enumerate(events)]


def sent(events):
    return [(event.get("type", ""), event) for event in numbered(events)]


def found(events, **how):
    return [(breach.rule, breach.number) for breach in breaches(RULES, sent(events), **how)]


def changed(place, **members):
    """The sound stream with other members in one event; a path is written with two underscores."""
    events = json.loads(json.dumps(SOUND))
    for name, value in members.items():
        *path, last = name.split("__")
        node = events[place]
        for step in path:
            node = node[int(step) if step.isdigit() else step]
        node[last] = value
    return events


def without(*places):
    return [event for place, event in enumerate(SOUND) if place not in places]


def moved(place, to):
    events = without(place)
    return [*events[:to], SOUND[place], *events[to:]]


def again(place):
    return [*SOUND[: place + 1], *SOUND[place:]]


# What is done to the sound stream, and what the walk says of it.
BROKEN = {
    "a type that is none": (changed(16, type=1), [("type", 16)]),
    "numbers from one": (
        [event | {"sequence_number": number} for number, event in enumerate(SOUND, 1)],
        [("number-first", 0)],
    ),
    "a number that is missing": (changed(16, sequence_number=None), [("number", 16)]),
    "a gap": (
        [event | ({"sequence_number": n + 1} if n > 9 else {}) for n, event in enumerate(SOUND)],
        [("number", 10)],
    ),
    "another beginning": (without(0), [("first", 0)]),
    "created twice": (again(0), [("opening", 1)]),
    "in progress too late": (moved(1, 5), [("opening", 5)]),
    "another response": (changed(LAST, response__id="resp_2"), [("one-response", LAST)]),
    "completed in progress": (changed(LAST, response__status="in_progress"), [("status", LAST)]),
    "usage at once": (changed(1, response__usage=USAGE), [("usage-last", 1)]),
    "no usage": (changed(LAST, response__usage=None), [("usage", LAST)]),
    "an error that says nothing": ([*SOUND[:-1], {"type": "error", "code": None}], [("failure", LAST)]),
    "something after the end": (
        [*SOUND, SOUND[4]],
        [("last", LAST + 1), ("item-open", LAST + 1), ("part-open", LAST + 1), ("text-open", LAST + 1)],
    ),
    "two ends": (again(LAST), [("last", LAST + 1)]),
    "an index that is skipped": (
        [event | ({"output_index": 4} if event.get("output_index") == 3 else {}) for event in SOUND],
        [("item-place", 19)],
    ),
    "an item spoken of before it is added": (
        moved(2, 3),
        [("item-open", 2), *[("part-open", place) for place in range(4, 9)]],
    ),
    "another item's id": (changed(5, item_id="msg_2"), [("item-id", 5)]),
    "a call's event in a message": (changed(6, type="response.compaction.compacting"), [("item-type", 6)]),
    "another id when done": (changed(9, item__id="msg_2"), [("item-same", 9), ("output", LAST)]),
    "another call id when done": (changed(13, item__call_id="call_2"), [("item-same", 13), ("output", LAST)]),
    "stages out of order": (moved(15, 17), [("stage", 17)]),
    "a stage twice": (again(15), [("stage", 16)]),
    "an annotation miscounted": (changed(6, annotation_index=1), [("count", 6)]),
    "a part miscounted": (changed(3, content_index=1), [("part-place", 3)]),
    "a text without its part": (without(3, 8), [("part-open", place) for place in range(3, 7)]),
    "a refusal in a text": (
        changed(3, part={"type": "refusal", "refusal": ""}),
        [("part-type", place) for place in (4, 5, 7)],
    ),
    "a piece after the whole": (moved(5, 7), [("text-joined", 6), ("text-open", 7)]),
    "a text that is not its pieces": (changed(7, text="Ho"), [("text-joined", 7), ("part-text", 8), ("item-text", 9)]),
    "no pieces": (without(4, 5), [("text-joined", 5)]),
    "a part of another text": (changed(8, part__text="Ho"), [("part-text", 8)]),
    "an item of another text": (changed(13, item__arguments="[]"), [("item-text", 13), ("output", LAST)]),
    "a part left open": (without(8), [("item-closed", 8)]),
    "a text left open": (without(12), [("item-closed", 12)]),
    "an item left open": (without(13), [("items-done", LAST - 1)]),
    "an item done twice": (again(13), [("item-open", 14)]),
    "an output of something else": (changed(LAST, response__output__1__name="listen"), [("output", LAST)]),
    "an empty output": (changed(LAST, response__output=[]), [("output", LAST)]),
    "a cut text in a complete response": (
        changed(LAST, response__output__0__status="incomplete"),
        [("output", LAST), ("whole", LAST)],
    ),
    "no end": (SOUND[:-1], [(ENDED, LAST)]),
}


def test_the_sound_stream_keeps_the_contract():
    assert [problem.sentence for event in numbered(SOUND) for problem in CREATE.chunk.problems(event)] == []


def test_a_sound_stream_breaks_nothing():
    assert found(SOUND) == []


@pytest.mark.parametrize(("events", "expected"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_named(events, expected):
    assert found(events) == expected


def test_every_rule_is_broken_here():
    named = {rule for _, expected in BROKEN.values() for rule, _ in expected}
    assert {*NAMES} - named == {"event-field", TERMINATOR}


def test_the_first_breach_says_where_it_is_and_what_is_wrong():
    breach, *_ = breaches(RULES, sent(changed(5, item_id="msg_2")))
    assert breach.sentence == (
        "event 5 (response.output_text.delta) at /item_id: "
        'expected the id of the item added there, msg_1, found "msg_2"'
    )


def test_a_stream_that_ends_too_early_is_said_to():
    breach, *_ = breaches(RULES, sent(SOUND[:2]))
    assert breach.sentence == (
        "event 2 (the end): expected response.completed or response.incomplete or response.failed or error, "
        "found the end of the stream"
    )


def test_a_stream_that_was_cut_off_owes_no_end():
    assert found(SOUND[:7], ended=False) == []


def test_a_stream_that_is_resumed_goes_on_from_any_number():
    events = numbered(SOUND)[4:]
    assert list(breaches(RULES, [(event["type"], event) for event in events], resumed=True)) == []


@pytest.mark.parametrize(
    ("name", "rules"), [("response.created", []), (None, []), ("", ["event-field"]), ("message", ["event-field"])]
)
def test_the_field_event_is_the_type(name, rules):
    event = numbered(SOUND)[0]
    assert [breach.rule for breach in breaches(RULES, [(name, event)], ended=False)] == rules


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (["[DONE]"], []),
        (["[DONE]", "[DONE]"], [TERMINATOR]),
        (["[DONE]", {"type": "keepalive"}], [TERMINATOR, "number"]),
    ],
)
def test_one_terminator_is_let_pass_at_the_end(after, expected):
    events = [*sent(SOUND), *[(None, data) for data in after]]
    assert [breach.rule for breach in breaches(RULES, events)] == expected


def test_a_terminator_without_an_end_is_told():
    assert [breach.rule for breach in breaches(RULES, [*sent(SOUND[:-1]), (None, "[DONE]")])] == [TERMINATOR, ENDED]


@pytest.mark.parametrize(
    "failure",
    [
        {"type": "error", "message": "No.", "code": None, "param": None},
        {"type": "error", "error": {"message": "No.", "type": "server_error", "code": None, "param": None}},
    ],
    ids=["flat", "nested"],
)
def test_an_error_may_end_a_stream_anywhere(failure):
    assert [found([*SOUND[:place], failure]) for place in range(len(SOUND))] == [[]] * len(SOUND)


def test_a_failed_response_owes_neither_its_items_nor_usage():
    failed = {"type": "response.failed", "response": response("failed")}
    assert found([*SOUND[:5], failed]) == []


def test_a_hosted_item_may_stay_open_where_the_output_has_it():
    listed = {"type": "mcp_list_tools", "id": "mcpl_1", "server_label": "s", "tools": []}
    events = [
        SOUND[0],
        {"type": "response.output_item.added", "output_index": 0, "item": listed},
        {"type": "response.completed", "response": response("completed", listed, usage=USAGE)},
    ]
    assert found(events) == []


def test_a_call_by_a_program_may_wait_in_a_complete_response():
    call = CALL | {"status": "in_progress", "caller": {"type": "program", "caller_id": "call_0"}}
    events = [
        SOUND[0],
        {"type": "response.output_item.added", "output_index": 0, "item": call},
        {"type": "response.output_item.done", "output_index": 0, "item": call},
        {"type": "response.completed", "response": response("completed", call, usage=USAGE)},
    ]
    assert found(events) == []


def test_items_may_be_open_side_by_side():
    events = [*SOUND[:4], SOUND[10], *SOUND[4:10], *SOUND[11:]]
    assert found(events) == []


def test_an_event_nobody_knows_is_let_pass():
    events = [*SOUND[:4], {"type": "response.parrot.squawked"}, *SOUND[4:]]
    assert found(events) == []


def test_every_event_of_the_grammar_has_a_schema_and_every_schema_a_row():
    """But for sounds, which upstream lists and no response was ever seen to send."""
    listed = CREATE.chunk.definition["x-variants"]["schemas"].keys()
    assert {kind for kind in listed if not kind.startswith("response.audio.")} == Grammar(RULES.grammar).types


@given(st.lists(st.tuples(st.none() | st.text(max_size=5), VALUES)))
def test_any_stream_is_walked(events):
    assert all(breach.rule in NAMES for breach in breaches(RULES, events))


@given(st.data())
def test_a_stream_with_anything_in_place_of_anything_is_walked(data):
    events = numbered(SOUND)
    place = data.draw(st.integers(0, LAST))
    member = data.draw(st.sampled_from(sorted(events[place])))
    events[place] = events[place] | {member: data.draw(VALUES)}
    assert all(breach.rule in NAMES for breach in breaches(RULES, [(None, event) for event in events]))
