"""Streams of JSON that break what clients rely on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.operations import CHAT
from oaic_server.faults.structured.replies import FENCED, enforced, failure, kind, read, strict, unformatted

Delta = dict[str, Any]


Wanted = Callable[[Request], bool]


def deltas(reply: Reply) -> Iterator[Delta]:
    """The deltas of the first choice, in order."""
    for frame in reply.chunks:
        yield from (choice["delta"] for choice in frame.data.get("choices", []) if choice["index"] == 0)


def streams(reply: Reply, wanted: Wanted) -> bool:
    return reply.source is not None and not reply.is_error and wanted(reply.request)


def retold(reply: Reply, wanted: Wanted, change: Callable[[str], str]) -> None:
    """Puts another text in the first piece that has one, and none in those that follow."""
    if not streams(reply, wanted):
        return
    speaking = [delta for delta in deltas(reply) if delta.get("content")]
    text = "".join(delta["content"] for delta in speaking)
    for delta in speaking:
        delta["content"] = ""
    if speaking and read(text) is not None:
        speaking[0]["content"] = change(text)


def reshaped(reply: Reply, wanted: Wanted, change: Callable[[Any], Any]) -> None:
    retold(reply, wanted, lambda text: json.dumps(change(json.loads(text))))


def streaming(request: Request, wanted: str) -> bool:
    return request.stream and kind(request) == wanted


@fault("structured.stream.object-accepted", stage="answer", on=CHAT)
def json_cannot_be_streamed(request: Request) -> Reply | None:
    return Reply.json(request, failure(), 500) if streaming(request, "json_object") else None


@fault("structured.stream.schema-accepted", stage="answer", on=CHAT)
def json_by_a_schema_cannot_be_streamed(request: Request) -> Reply | None:
    return Reply.json(request, failure(), 500) if streaming(request, "json_schema") else None


@fault("structured.stream.unfenced", on=CHAT)
def streamed_json_is_shown_in_a_code_block(reply: Reply) -> None:
    retold(reply, enforced, FENCED.format)


@fault("structured.stream.json", stage="request", on=CHAT)
def formats_hold_for_whole_answers_only(request: Request) -> Request | None:
    return unformatted(request) if request.stream and enforced(request) else None


@fault("structured.stream.json:lost", on=CHAT)
def a_fragment_is_lost(reply: Reply) -> None:
    """One fragment in the middle of the JSON never leaves: one with a quotation mark, without which it is no JSON."""
    if streams(reply, enforced):
        speaking = [delta for delta in deltas(reply) if delta.get("content")]
        for delta in [each for each in speaking[len(speaking) // 2 :] if '"' in each["content"]][:1]:
            delta["content"] = ""


@fault("structured.stream.json:whole-so-far", on=CHAT)
def every_chunk_holds_all_of_the_json_so_far(reply: Reply) -> None:
    if streams(reply, enforced):
        told = ""
        for delta in deltas(reply):
            if delta.get("content"):
                told += delta["content"]
                delta["content"] = told


@fault("structured.stream.object", on=CHAT)
def the_streamed_object_stands_in_an_array(reply: Reply) -> None:
    reshaped(reply, lambda request: kind(request) == "json_object", lambda value: [value])


@fault("structured.stream.satisfies", on=CHAT)
def a_schema_only_asks_for_json_when_streamed(reply: Reply) -> None:
    """The schema holds for whole answers only; a stream is any object."""
    reshaped(reply, strict, lambda value: {})


@fault("structured.stream.satisfies:type", on=CHAT)
def every_streamed_value_is_text(reply: Reply) -> None:
    reshaped(reply, strict, lambda value: {name: str(member) for name, member in value.items()})


@fault("structured.stream.closed", on=CHAT)
def a_streamed_member_too_many(reply: Reply) -> None:
    reshaped(reply, strict, lambda value: {**value, "reasoning": "Polly thought about it."})


@fault("structured.stream.refusal-text", on=CHAT)
def a_refusal_is_streamed_as_an_object(reply: Reply) -> None:
    if streams(reply, strict):
        for delta in deltas(reply):
            if delta.get("refusal"):
                delta["refusal"] = {"text": delta["refusal"]}


@fault("structured.stream.refusal-alone", on=CHAT)
def a_streamed_refusal_is_told_twice(reply: Reply) -> None:
    if streams(reply, strict):
        for delta in deltas(reply):
            if delta.get("refusal"):
                delta["content"] = delta["refusal"]


@benign("structured.stream.at-once", on=CHAT)
def json_comes_in_one_piece(reply: Reply) -> None:
    retold(reply, enforced, lambda text: text)


@benign("structured.stream.pretty", on=CHAT)
def streamed_json_is_printed_for_people(reply: Reply) -> None:
    retold(reply, enforced, lambda text: json.dumps(json.loads(text), indent=2) + "\n\n")
