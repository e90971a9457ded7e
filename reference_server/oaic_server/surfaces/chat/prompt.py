"""What the messages of a chat say, and how many tokens they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from oaic_server.answering.cost import MESSAGE, PART, Work
from oaic_server.answering.limits import TOKENS_A_MEDIUM, TOKENS_A_MESSAGE, TOKENS_TO_ANSWER
from oaic_server.answering.media import glanced
from oaic_server.answering.prompt.recall import recalled
from oaic_server.parrot import tokenizer
from oaic_server.surfaces.chat.media import media, parts

PEOPLE = ("system", "developer", "user")
ANSWERING = ("tool", "function")  # the roles of results


def last_user_text(messages: list[dict[str, Any]]) -> str:
    return said(last_of_user(messages))


def said(message: dict[str, Any]) -> str:
    content = message.get("content")
    return content if isinstance(content, str) else "".join(texts(message))


def last_of_user(messages: list[dict[str, Any]]) -> dict[str, Any]:
    return next((message for message in reversed(messages) if message["role"] == "user"), {})


def heard(messages: list[dict[str, Any]]) -> str:
    """What there is to talk about: the results of tools, what is to be recalled, or the user's last words and what
    was shown with them."""
    if answered := results(messages):
        return answered
    last = last_of_user(messages)
    earlier = (said(message) for message in messages if message["role"] == "user")
    return recalled(said(last), earlier) or "\n".join([*filter(None, [said(last)]), *shown(last)])


def prompted(messages: list[dict[str, Any]]) -> str:
    """All that people have said."""
    return "\n".join(text for message in messages if message["role"] in PEOPLE for text in texts(message))


def shown(message: dict[str, Any]) -> list[str]:
    """What it holds was looked at before, by a rule."""
    return [medium.sentence for medium in media(message, "messages", glanced)]


def results(messages: list[dict[str, Any]]) -> str:
    """What the tools have answered since the last message of another role, each under its tool's name."""
    names = {call["id"]: name for message in messages for call, name in called(message)}
    latest = takewhile(lambda message: message["role"] in ANSWERING, reversed(messages))
    said = [f"{answering(message, names)} says: {''.join(texts(message))}" for message in latest]
    return "\n".join(reversed(said))


def answering(message: dict[str, Any], names: dict[str, str]) -> str:
    return names.get(message.get("tool_call_id", "")) or str(message.get("name", "The tool"))


def called(message: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for call in message.get("tool_calls") or []:
        yield call, call[call["type"]]["name"]


def weigh(messages: list[dict[str, Any]], work: Work) -> None:
    """What they cost beside what they say."""
    work.spend(len(messages), MESSAGE)
    work.spend(sum(len(parts(message)) for message in messages), PART)


def prompt_tokens(body: dict[str, Any], most: int) -> int:
    """Of more than so many only that they are more."""
    around = sum(TOKENS_A_MESSAGE + TOKENS_A_MEDIUM * media_of(message) for message in body["messages"])
    return TOKENS_TO_ANSWER + around + tokenizer.total(read(body), most)


def read(body: dict[str, Any]) -> Iterator[str]:
    """All that is written in a prompt."""
    yield from map(json.dumps, [*(body.get("tools") or []), *(body.get("functions") or [])])
    for message in body["messages"]:
        yield message["role"]
        yield from texts(message)
        yield from calls(message)


def media_of(message: dict[str, Any]) -> int:
    return sum("text" not in part and "refusal" not in part for part in parts(message))


def audio_tokens(body: dict[str, Any]) -> int:
    """How many tokens of a prompt are sound."""
    heard = [part for message in body["messages"] for part in parts(message) if part["type"] == "input_audio"]
    return TOKENS_A_MEDIUM * len(heard)


def texts(message: dict[str, Any]) -> Iterator[str]:
    content = message.get("content")
    if isinstance(content, str):
        yield content
        return
    for part in parts(message):
        yield part.get("text") or part.get("refusal") or ""


def calls(message: dict[str, Any]) -> Iterator[str]:
    for call, _ in called(message):
        yield from (str(value) for value in call[call["type"]].values())
