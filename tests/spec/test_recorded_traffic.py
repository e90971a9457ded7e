"""What the real service was recorded to send and to accept, the contract accepts."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress

import recorded
from oaic_spec import contract, form_of, is_form
from oaic_spec import parts_of as fields_of
from oaic_spec.events.walk import breaches
from oaic_spec.forms.part import BrokenForm

pytestmark = recorded.wanted

# What the two samples hold for the operations we had when this was written; more is welcome.
FLOOR = {"request": 486, "response": 321, "chunk": 6249, "error": 22}
STREAMS = 74
STREAMS_OF_EVENTS = 112


def chunks(exchange):
    """Those of its text, or as a recorder wrote them down without it."""
    data = re.findall(r"^data: (.*)$", exchange.get("sse", ""), re.MULTILINE)
    return [json.loads(each) for each in data if each.strip() != "[DONE]"] + (exchange.get("events") or [])


def named(exchange):
    """Each event with its name, None where a recorder kept no text."""
    names = re.findall(r"^event: (.*)$", exchange.get("sse", ""), re.MULTILINE)
    events = chunks(exchange)
    return list(zip(names if "sse" in exchange else [None] * len(events), events, strict=True))


def judged(exchange, operation):
    """Every value of an exchange with its kind and the schema that has to accept it."""
    ok = exchange["status"] == 200
    if ok and operation.request and exchange["request_body"]:
        yield from asked(exchange, operation)
    if "response_json" in exchange:
        answer = operation.response if ok else contract().schema("ErrorResponse")
        yield "response" if ok else "error", answer, exchange["response_json"]
    for chunk in chunks(exchange) if operation.chunk else ():
        yield "chunk", operation.chunk, chunk


def asked(exchange, operation):
    declared = exchange["request_content_type"]
    if not is_form(declared):
        yield "request", operation.request, exchange["request_body"]
        return
    with suppress(BrokenForm):  # bytes that are no text are not in a recording, and may take the end with them
        fields = fields_of(exchange["request_body"].encode(), declared)
        yield "request", operation.form, form_of(fields, operation.form).body


def test_everything_recorded_is_accepted(capsys):
    count: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    for exchange, operation in recorded.known():
        for kind, schema, value in judged(exchange, operation):
            count[kind] += 1
            problems.update(f"{operation.id} {kind}: {each.sentence}" for each in schema.problems(value))
    with capsys.disabled():
        print(f"\n{recorded.counted()}; accepted {dict(count)}")
    assert problems == {}
    assert {kind: count[kind] for kind, least in FLOOR.items() if count[kind] < recorded.floor(least)} == {}


def member(value, path):
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def by_key(pieces, series):
    """The elements of a series, in the order they came, by the number they carry."""
    grouped: dict[int, list[dict]] = {}
    for piece in pieces:
        for element in member(piece, series["list"]) or []:
            grouped.setdefault(element[series["key"]], []).append(element)
    return grouped


def wrong_parts(elements, parts):
    """Holds the elements of one key against the table of first, later and last ones."""
    first, *rest = elements
    yield from (f"first lacks {path}" for path in parts["first"]["has"] if member(first, path) is None)
    yield from (
        f"a later one has {path}" for each in rest for path in parts["delta"]["lacks"] if member(each, path) is not None
    )
    if "finish" in parts:
        yield from wrong_finish(elements, parts)


def wrong_finish(elements, parts):
    """A finish stands last, and as often as the table says; again, it stands where the table says."""
    ends = [[member(each, path) is not None for path in parts["finish"]["has"]] == [True] for each in elements]
    if "again" in parts and closes_again(elements, parts["again"]):
        ends = ends[:-1]
    if ends.count(True) > 1 or (not ends[-1] and (any(ends) or parts["finish"]["times"] == "1")):
        yield "is not finished exactly once, at the end"


def closes_again(elements, again):
    reasons = [member(each, again["same"]) for each in elements[-2:]]
    return len(reasons) == 2 and reasons[0] == reasons[1] is not None and elements[-1].get(again["empty"]) == ""


def parts_of(elements, series):
    """The table for the elements of one key: a choice that is said aloud has its own."""
    aloud = series.get("aloud")
    heard = aloud and any(member(each, aloud["where"]) is not None for each in elements)
    return aloud["parts"] if heard else series["parts"]


def wrong_stream(events, grammar):
    for name in grammar["constant"]:
        if len({event[name] for event in events}) != 1:
            yield f"{name} changes"
    for name in grammar["constantWherePresent"]:
        if len({event[name] for event in events if event.get(name) is not None}) > 1:
            yield f"{name} changes"
    for elements in by_key(events, grammar["choice"]).values():
        yield from wrong_parts(elements, parts_of(elements, grammar["choice"]))
        for calls in by_key(elements, grammar["toolCall"]).values() if "toolCall" in grammar else ():
            yield from wrong_parts(calls, grammar["toolCall"]["parts"])
    yield from wrong_ending(events, grammar)


def wrong_ending(events, grammar):
    """After the last choice is finished, only what the grammar lists may follow."""
    rules, finish = grammar["afterFinish"], grammar["choice"]["parts"]["finish"]["has"]
    ends = [
        place
        for place, event in enumerate(events)
        for choice in member(event, grammar["choice"]["list"]) or []
        if all(member(choice, path) is not None for path in finish)
    ]
    for event in events[max(ends, default=len(events)) + 1 :]:
        yield from (f"{name} is not empty after the finish" for name in rules["empty"] if event.get(name))
        if not any(event.get(name) for name in rules["mayCarry"]):
            yield "an event after the finish carries nothing"


def test_every_recorded_stream_follows_the_grammar():
    streams = [
        (chunks(exchange), operation.stream.grammar)
        for exchange, operation in recorded.known()
        if operation.stream and "choice" in operation.stream.grammar and chunks(exchange)
    ]
    wrong = Counter(each for events, grammar in streams for each in wrong_stream(events, grammar))
    assert wrong == {}
    assert len(streams) >= recorded.floor(STREAMS)


def test_every_recorded_stream_of_events_follows_the_grammar(capsys):
    streams = [
        (operation.stream, named(exchange))
        for exchange, operation in recorded.known()
        if operation.stream and "item" in operation.stream.grammar and chunks(exchange)
    ]
    wrong = Counter(breach.sentence for rules, events in streams for breach in breaches(rules, events))
    with capsys.disabled():
        print(f"\nwalked {len(streams)} recorded streams of {sum(len(events) for _, events in streams)} events")
    assert wrong == {}
    assert len(streams) >= recorded.floor(STREAMS_OF_EVENTS)


def test_every_recorded_stream_is_framed_as_the_rules_say():
    for exchange, operation in recorded.known():
        if exchange.get("sse") and operation.stream:
            rules = operation.stream
            ended = rules.terminator is not None and f"data: {rules.terminator}" in exchange["sse"].splitlines()
            assert ended >= rules.terminator_required
            assert ("event:" in exchange["sse"]) == (rules.event_field == "equalsDataType")
