"""What our own readers find in pictures, sounds and verdicts, by the names under which the Node scenarios give it."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from oaic_suite.checks.sdk_node.readings import hold
from oaic_suite.clients.node.played import Json
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.located import step
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.stream import Stream

MARKED, DELTA = 0.5, "transcript.text.delta"


@hold
def verdicts(exchange: Exchange) -> Json:
    reply = Reply(exchange)
    told = [verdict(found.value) for found in reply.each("/results/*")]
    return {"id": step(reply.json, "id"), "model": step(reply.json, "model"), "results": told}


def verdict(result: Any) -> Json:
    categories, scores = step(result, "categories"), step(result, "category_scores")
    return {
        "flagged": step(result, "flagged"),
        "harmful": sorted(name for name, found in categories.items() if found),
        "surely": {name: score > MARKED for name, score in scores.items()},
        "violent": step(categories, "violence"),
        "violence": step(scores, "violence"),
    }


@hold
def sound(exchange: Exchange) -> Json:
    return {"sound": b64encode(Content(exchange).content).decode()}


@hold
def transcript(exchange: Exchange) -> Json:
    return {"text": Reply(exchange).at("text")}


@hold
def transcript_stream(exchange: Exchange) -> Json:
    """The types of the events, the pieces put together, and the text of the last."""
    events = [event.value for event in Stream(exchange).complete]
    shown = "".join(str(step(event, "delta")) for event in events if step(event, "type") == DELTA)
    return {"kinds": [step(event, "type") for event in events], "shown": shown, "text": step(events[-1], "text")}


@hold
def pictures(exchange: Exchange) -> Json:
    reply = Reply(exchange)
    told = [entry.get("b64_json") or entry.get("url") for entry in reply.each("/data/*")]
    return {"created": step(reply.json, "created"), "pictures": told}


@hold
def picture_stream(exchange: Exchange) -> Json:
    events = [event.value for event in Stream(exchange).complete]

    def of(kind: str) -> list[Any]:
        return [step(event, "b64_json") for event in events if str(step(event, "type")).endswith(f".{kind}")]

    return {"partial": of("partial_image"), "whole": of("completed")}
