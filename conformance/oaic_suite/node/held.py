"""What stands in the bytes, in the words in which a scenario gives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oaic_suite import choices, vectors
from oaic_suite.fragments import grouped
from oaic_suite.located import Located, step
from oaic_suite.node.played import Json, Played
from oaic_suite.offers import nothing_called
from oaic_suite.place import ABSENT
from oaic_suite.reply import Reply
from oaic_suite.stream import Stream
from oaic_suite.strict_json import parse
from oaic_suite.verdict import NotEstablished


def listed(played: Played) -> Json:
    return {"ids": [entry.get("id") for entry in Reply(played.last).each("/data/*")]}


def fetched(played: Played) -> Json:
    model = Reply(played.last).json
    return {"model": step(model, "id"), "object": step(model, "object"), "owner": step(model, "owned_by")}


def embedded(played: Played) -> Json:
    reply = Reply(played.last)
    components = [list(found.value) for found in vectors.vectors(reply)]
    usage = {"usage": counted(step(reply.json, "usage"))}
    return {"vectors": components, "model": step(reply.json, "model")} | usage


# --- whole answers -----------------------------------------------------------------------------------


def answered(played: Played) -> Json:
    reply = Reply(played.last)
    return head(reply.json) | {"choices": [choice(found.value) for found in reply.each("/choices/*")]}


def called(played: Played) -> Json:
    """The same, where it calls."""
    told = answered(played)
    if not any(each["calls"] for each in told["choices"]):
        raise nothing_called(Reply(played.last))
    return told


def parsed(played: Played) -> Json:
    told = answered(played)
    return told | {"parsed": greeting(step(told["choices"][0], "text"))}


def ran(played: Played) -> Json:
    """The calls of the first answer, and the text of the last."""
    first = called(Played(None, None, played.exchanges[:1]))
    calls = [{"name": each["name"], "arguments": each["arguments"]} for each in first["choices"][0]["calls"]]
    return {"calls": calls, "text": step(answered(played)["choices"][0], "text")}


def completed(played: Played) -> Json:
    reply = Reply(played.last)
    entries = [found.value for found in reply.each("/choices/*")]
    said = [{"text": step(entry, "text"), "finish": step(entry, "finish_reason")} for entry in entries]
    return head(reply.json) | {"choices": said}


def head(value: Any) -> Json:
    return {"id": step(value, "id"), "model": step(value, "model"), "usage": counted(step(value, "usage"))}


def counted(usage: Any) -> Json:
    return {name: step(usage, f"{name}_tokens") for name in ("prompt", "completion", "total")}


def choice(entry: Any) -> Json:
    message = step(entry, "message")
    return {
        "text": step(message, "content"),
        "refusal": step(message, "refusal"),
        "calls": [call(made) for made in step(message, "tool_calls") or []],
        "finish": step(entry, "finish_reason"),
        "tokens": tokens(step(step(entry, "logprobs"), "content") or []),
    }


def call(made: Any) -> Json:
    function = step(made, "function")
    return {"id": step(made, "id"), "name": step(function, "name"), "arguments": step(function, "arguments")}


def tokens(entries: Iterable[Any]) -> list[list[Any]]:
    return [[step(entry, "token"), step(entry, "logprob")] for entry in entries]


def greeting(text: Any) -> Any:
    """What an answer by our schema says; one that was cut short says nothing that can be compared."""
    try:
        return step(parse(str(text).encode()), "greeting")
    except ValueError:
        raise NotEstablished("the answer is not whole JSON") from None


# --- streams -----------------------------------------------------------------------------------------


def gathered(played: Played) -> Json:
    stream = Stream(played.last)
    turns = choices.turns(stream)
    return opening(stream) | {"choices": [turn(turns[index]) for index in sorted(turns)]}


def called_by_pieces(played: Played) -> Json:
    stream = Stream(played.last)
    calls = [joined(pieces) for (index, _), pieces in grouped(stream).items() if index == 0]
    told = gathered(played)
    told["choices"][0]["calls"] = calls
    return told


def completed_by_pieces(played: Played) -> Json:
    stream = Stream(played.last)
    pieces = list(stream.each("/choices/*"))
    text = "".join(piece.get("text") or "" for piece in pieces)
    return opening(stream) | {"choices": [{"text": text, "finish": first(pieces, "finish_reason")}]}


def parsed_by_pieces(played: Played) -> Json:
    told = gathered(played)
    return told | {"parsed": greeting(told["choices"][0]["text"])}


def opening(stream: Stream) -> Json:
    """What the chunks say of the whole: an id, a model and the counts."""
    return {
        "id": first(stream.chunks, "id"),
        "model": first(stream.chunks, "model"),
        "usage": counted(first(stream.complete, "usage")),
    }


def turn(pieces: list[Located]) -> Json:
    content = [entry for piece in pieces for entry in piece.get("logprobs", "content") or []]
    return {
        "text": "".join(choices.contents(pieces)),
        "refusal": "".join(piece.get("delta", "refusal") or "" for piece in pieces),
        "finish": first(pieces, "finish_reason"),
        "tokens": tokens(content),
    }


def joined(pieces: list[Located]) -> Json:
    said = "".join(piece.get("function", "arguments") or "" for piece in pieces)
    return {"id": first(pieces, "id"), "name": first(pieces, "function", "name"), "arguments": said}


def first(pieces: list[Located], *path: str) -> Any:
    """The first value there is at a path."""
    return next((value for piece in pieces if (value := piece.get(*path)) not in (ABSENT, None)), ABSENT)
