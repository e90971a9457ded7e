"""What our own readers find of files and batches, by the names under which the Node scenarios give it."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from oaic_suite.checks.batches.readings import sound_lines
from oaic_suite.checks.files.surface import FETCH
from oaic_suite.checks.sdk_node.readings import Hold, hold
from oaic_suite.checks.uploads.surface import COMPLETE
from oaic_suite.clients.node.played import Json
from oaic_suite.clients.testimony import Heard
from oaic_suite.evidence.content import Content
from oaic_suite.evidence.exchange import Exchange
from oaic_suite.evidence.located import step
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

PAIR = 2  # files that are walked


def about(file: Any) -> Json:
    named = {"id": "id", "name": "filename", "size": "bytes", "purpose": "purpose"}
    return {name: step(file, member) for name, member in named.items()}


@hold
def described(exchange: Exchange) -> Json:
    Reply(exchange).id_at("id")  # not established without one
    return about(Reply(exchange).json)


@hold
def content(exchange: Exchange) -> Json:
    return {"content": b64encode(Content(exchange).content).decode()}


def whole_of(heard: Heard) -> Hold:
    """What a file in parts became, and what is given back of it."""

    @hold
    def told(exchange: Exchange) -> Json:
        whole, came = Reply(of(heard, COMPLETE)), Content(of(heard, FETCH))
        told = {"status": whole.at("status"), "content": b64encode(came.content).decode()}
        return told | about(whole.at("file"))

    return told


def of(heard: Heard, operation: str) -> Exchange:
    """The last of an operation's exchanges; there is one where nothing was raised."""
    found = [exchange for exchange in heard.exchanges if exchange.request.operation == operation]
    if not found:
        raise NotEstablished(f"the client never asked {operation}")
    return found[-1]


def pages(heard: Heard) -> Hold:
    """The ids on the pages that were fetched, each once; two there are at least."""

    @hold
    def ids(exchange: Exchange) -> Json:
        found = [id.value for page in heard.exchanges for id in Reply(page).wherever("/data/*/id")]
        once = list(dict.fromkeys(found))[:PAIR]
        return {"ids": [*once, *["a file"] * (PAIR - len(once))]}

    return ids


def output(heard: Heard) -> Hold:
    """What stands on the lines of the output of a batch; where nothing was fetched, that something should have been."""
    fetched = [exchange for exchange in heard.exchanges if exchange.request.operation == FETCH]

    @hold
    def answers(exchange: Exchange) -> Json:
        lines = [answered(line.value) for answer in fetched for line in sound_lines(Content(answer))]
        return {"answers": lines or ["an answer"]}

    return answers


def answered(line: Any) -> Json:
    response = step(line, "response")
    return {"of": step(line, "custom_id"), "status": step(response, "status_code"), "body": step(response, "body")}
