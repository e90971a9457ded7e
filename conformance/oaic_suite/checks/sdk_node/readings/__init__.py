"""What our own readers find in the bytes of an answer, by the names under which the Node scenarios give it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from oaic_suite.checks.chat.readings import choices
from oaic_suite.checks.embeddings.readings import vectors
from oaic_suite.checks.tools.readings.fragments import grouped
from oaic_suite.checks.tools.readings.offers import nothing_called
from oaic_suite.clients.node.played import Json, value_of
from oaic_suite.clients.testimony import Heard, Held
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.located import Located, step
from oaic_suite.evidence.place import ABSENT, Place
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream
from oaic_suite.evidence.unsettled import NotEstablished

Hold = Callable[[Exchange], Held]


def hold(read: Callable[[Exchange], Json]) -> Hold:
    """What is read, each member where it was read."""

    @wraps(read)
    def held(exchange: Exchange) -> Held:
        return {name: Located(value, Place(exchange.id)) for name, value in value_of(read(exchange)).items()}

    return held


@hold
def listed(exchange: Exchange) -> Json:
    return {"ids": [entry.get("id") for entry in Reply(exchange).each("/data/*")]}


@hold
def fetched(exchange: Exchange) -> Json:
    model = Reply(exchange).json
    return {"model": step(model, "id"), "object": step(model, "object"), "owner": step(model, "owned_by")}


@hold
def embedded(exchange: Exchange) -> Json:
    reply = Reply(exchange)
    components = [list(found.value) for found in vectors(reply)]
    usage = {"usage": counted(step(reply.json, "usage"))}
    return {"vectors": components, "model": step(reply.json, "model")} | usage


# --- whole answers -----------------------------------------------------------------------------------


def whole(exchange: Exchange) -> Json:
    reply = Reply(exchange)
    return head(reply.json) | {"choices": [choice(found.value) for found in reply.each("/choices/*")]}


def with_calls(exchange: Exchange) -> Json:
    """The same, where it calls."""
    told = whole(exchange)
    if not any(each["calls"] for each in told["choices"]):
        raise nothing_called(Reply(exchange))
    return told


@hold
def parsed(exchange: Exchange) -> Json:
    told = whole(exchange)
    return told | {"parsed": greeting(step(told["choices"][0], "text"))}


def ran(heard: Heard) -> Hold:
    """The calls of all answers, of which the first calls, and the text of the last."""

    @hold
    def both(exchange: Exchange) -> Json:
        with_calls(heard.exchanges[0])
        answers, last = [whole(each)["choices"][0] for each in heard.exchanges], whole(exchange)["choices"][0]
        if last["calls"]:
            raise NotEstablished("the model calls again, whatever it is told: there is no last answer")
        made = [each for answer in answers for each in answer["calls"]]
        calls = [{"name": each["name"], "arguments": given(each["arguments"])} for each in made]
        return {"calls": calls, "text": step(last, "text")}

    return both


@hold
def completed(exchange: Exchange) -> Json:
    reply = Reply(exchange)
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


def given(arguments: Any) -> Any:
    """What a tool is called with; arguments that were cut short call nothing that can be compared."""
    try:
        return parse(str(arguments).encode())
    except ValueError:
        raise NotEstablished("the arguments are not whole JSON") from None


def greeting(text: Any) -> Any:
    """What an answer by our schema says; one that was cut short says nothing that can be compared."""
    try:
        return step(parse(str(text).encode()), "greeting")
    except ValueError:
        raise NotEstablished("the answer is not whole JSON") from None


answered, called = hold(whole), hold(with_calls)

# --- streams -----------------------------------------------------------------------------------------


def pieced(exchange: Exchange) -> Json:
    stream = Stream(exchange)
    turns = choices.turns(stream)
    return opening(stream) | {"choices": [turn(turns[index]) for index in sorted(turns)]}


def pieced_calls(exchange: Exchange) -> Json:
    calls = [joined(pieces) for (index, *_), pieces in grouped(Stream(exchange)).items() if index == 0]
    told = pieced(exchange)
    told["choices"][0]["calls"] = calls
    return told


@hold
def completed_by_pieces(exchange: Exchange) -> Json:
    stream = Stream(exchange)
    pieces = list(stream.each("/choices/*"))
    text = "".join(piece.get("text") or "" for piece in pieces)
    return opening(stream) | {"choices": [{"text": text, "finish": first(pieces, "finish_reason")}]}


def pieced_object(exchange: Exchange) -> Json:
    told = pieced(exchange)
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


def by_the_helper(read: Callable[[Exchange], Json]) -> Hold:
    """As the SDK's helper has it, which keeps what the last chunk says of the usage: null, where that says null."""

    @wraps(read)
    def told(exchange: Exchange) -> Json:
        said = [chunk.below("usage").value for chunk in Stream(exchange).complete]
        last = next((usage for usage in reversed(said) if usage is not ABSENT), ABSENT)
        return read(exchange) | {"usage": counted(last)}

    return hold(told)


gathered, called_by_pieces = hold(pieced), hold(pieced_calls)
helped, helped_calls, helped_object = (by_the_helper(read) for read in (pieced, pieced_calls, pieced_object))
