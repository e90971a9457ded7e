"""What the real service was recorded to send and to accept, the contract accepts."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from oaic_spec import contract

VARIABLE = "OAIC_RECORDINGS"
FILE = os.environ.get(VARIABLE)
pytestmark = pytest.mark.skipif(not FILE, reason=f"{VARIABLE} names no file of recorded exchanges")

# What the sample of 2026-08 holds for the operations we had when this was written; more is welcome.
FLOOR = {"request": 105, "response": 71, "chunk": 623, "error": 13}
STREAMS = 35


@cache
def recordings():
    """Pairs of a recorded exchange and the operation it belongs to, for the operations of ours."""
    with gzip.open(Path(FILE), "rt", encoding="utf-8") as lines:
        exchanges = [json.loads(line) for line in lines]
    return [(each, operation) for each in exchanges if (operation := operation_of(each))]


def operation_of(exchange):
    for operation in contract().operations.values():
        path = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(f"/v1{operation.path}"))
        if operation.method == exchange["method"] and re.fullmatch(path, exchange["path"]):
            return operation
    return None


def chunks(exchange):
    data = re.findall(r"^data: (.*)$", exchange.get("sse", ""), re.MULTILINE)
    return [json.loads(each) for each in data if each.strip() != "[DONE]"]


def judged(exchange, operation):
    """Every value of an exchange with its kind and the schema that has to accept it."""
    ok = exchange["status"] == 200
    if ok and operation.request and exchange["request_body"]:
        yield "request", operation.request, exchange["request_body"]
    if "response_json" in exchange:
        answer = operation.response if ok else contract().schema("ErrorResponse")
        yield "response" if ok else "error", answer, exchange["response_json"]
    for chunk in chunks(exchange):
        yield "chunk", operation.chunk, chunk


def test_everything_recorded_is_accepted(capsys):
    count: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    for exchange, operation in recordings():
        for kind, schema, value in judged(exchange, operation):
            count[kind] += 1
            problems.update(f"{operation.id} {kind}: {each.sentence}" for each in schema.problems(value))
    with capsys.disabled():
        print(f"\njudged {len(recordings())} recorded exchanges: {dict(count)}")
    assert problems == {}
    assert {kind: count[kind] for kind in FLOOR if count[kind] < FLOOR[kind]} == {}


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
        ends = [[member(each, path) is not None for path in parts["finish"]["has"]] for each in elements]
        if ends.count([True]) != 1 or ends[-1] != [True]:
            yield "is not finished exactly once, at the end"


def wrong_stream(events, grammar):
    for name in grammar["constant"]:
        if len({event[name] for event in events}) != 1:
            yield f"{name} changes"
    for name in grammar["constantWherePresent"]:
        if len({event[name] for event in events if event.get(name) is not None}) > 1:
            yield f"{name} changes"
    for elements in by_key(events, grammar["choice"]).values():
        yield from wrong_parts(elements, grammar["choice"]["parts"])
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
        for exchange, operation in recordings()
        if operation.stream and operation.stream.grammar and chunks(exchange)
    ]
    wrong = Counter(each for events, grammar in streams for each in wrong_stream(events, grammar))
    assert wrong == {}
    assert len(streams) >= STREAMS


def test_every_recorded_stream_is_framed_as_the_rules_say():
    for exchange, operation in recordings():
        if "sse" in exchange and operation.stream:
            rules = operation.stream
            ended = rules.terminator is not None and f"data: {rules.terminator}" in exchange["sse"].splitlines()
            assert ended >= rules.terminator_required
            assert ("event:" in exchange["sse"]) == (rules.event_field == "equalsDataType")
