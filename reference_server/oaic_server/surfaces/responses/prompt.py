"""What the items of a conversation say, and how many tokens they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, takewhile
from typing import Any

from oaic_server.answering import media
from oaic_server.answering.limits import TOKENS_A_MEDIUM, TOKENS_A_MESSAGE, TOKENS_TO_ANSWER
from oaic_server.answering.media import Medium
from oaic_server.answering.prompt.bidding import Bidding
from oaic_server.answering.prompt.recall import recalled
from oaic_server.exchange.refusal import Refusal
from oaic_server.parrot import tokenizer
from oaic_server.state.kept import Item
from oaic_server.surfaces.responses.compaction import remembered

CALLS = ("function_call", "custom_tool_call")
RESULTS = ("function_call_output", "custom_tool_call_output")
HOLDS_PARTS = {"message": "content"} | dict.fromkeys(RESULTS, "output")
PEOPLE = ("system", "developer", "user")
SPOKEN = ("content", "output", "summary", "arguments", "input")  # what holds texts, or parts with texts
SPEAKS = ("user", "assistant")  # the roles of messages that are answered, or answer


def heard(items: Sequence[Item]) -> str:
    """What there is to talk about: the results of tools, what is to be recalled, or the user's last words and what
    was shown with them."""
    return results(items) or memory(items) or "\n".join([*filter(None, [last_user_text(items)]), *shown(items)])


def memory(items: Sequence[Item]) -> str | None:
    return recalled(last_user_text(items), (text(item) for item in items if item.get("role") == "user"))


def prompted(body: dict[str, Any], items: Sequence[Item]) -> str:
    """All that people have said."""
    said = (text(item) for item in items if item.get("role") in PEOPLE)
    return "\n".join([*filter(None, [body.get("instructions")]), *said])


def waiting(items: Sequence[Item]) -> str:
    """The user's last words, empty where they have been answered already."""
    last = next(filter(is_turn, reversed(items)), {})
    return last_user_text(items) if last.get("role") == "user" else ""


def bidding(items: Sequence[Item]) -> Bidding:
    """The user's last words, empty where they have been answered by others than tools."""
    since = list(takewhile(lambda item: item.get("role") != "user", filter(is_turn, reversed(items))))
    if since and not is_result(since[0]):
        return Bidding("")
    before = frozenset(item["name"] for item in items if item["type"] in CALLS)
    return Bidding(last_user_text(items), sum(answers for answers, _ in groupby(since, is_result)), before)


def is_turn(item: Item) -> bool:
    """Whether it moves the conversation on: instructions and thoughts between the turns do not."""
    return item.get("role") in SPEAKS or item["type"].endswith(("_call", "_output"))


def last_user_text(items: Sequence[Item]) -> str:
    said = last_of_user(items)
    return text(said) if said else next(filter(None, map(remembered, reversed(items))), "")


def last_of_user(items: Sequence[Item]) -> Item | None:
    return next((item for item in reversed(items) if item.get("role") == "user"), None)


def results(items: Sequence[Item]) -> str:
    """What the tools have answered since the last turn of another kind, each under its tool's name."""
    names = {item["call_id"]: item["name"] for item in items if item["type"] in CALLS}
    latest = takewhile(is_result, filter(is_turn, reversed(items)))
    said = [f"{names.get(item.get('call_id'), item.get('name', 'The tool'))} says: {text(item)}" for item in latest]
    return "\n".join(reversed(said))


def is_result(item: Item) -> bool:
    return item["type"] in RESULTS


def text(item: Item) -> str:
    return "".join(texts(item))


def texts(item: Item) -> Iterator[str]:
    for member in SPOKEN:
        content = item.get(member)
        if isinstance(content, str):
            yield content
        elif isinstance(content, list):
            yield from map(written, content)


def written(part: Any) -> str:
    told = part.get("text") or part.get("refusal") if isinstance(part, dict) else None
    return told if isinstance(told, str) else ""


# --- tokens ----------------------------------------------------------------------------------------------


def input_tokens(body: dict[str, Any], items: Sequence[Item], most: int) -> int:
    """Of more than so many only that they are more."""
    found = tokens_besides(body, most)
    for item in items:
        if found > most:
            break
        found += tokens(item, most)
    return found


def tokens_besides(body: dict[str, Any], most: int) -> int:
    """Those of what stands above the items, and around them."""
    instructions = body.get("instructions")
    above = (TOKENS_A_MESSAGE, [instructions]) if instructions else (0, [])
    told = chain(above[1], map(json.dumps, body.get("tools") or []))
    return TOKENS_TO_ANSWER + above[0] + tokenizer.total(told, most)


def fitting(body: dict[str, Any], items: Sequence[Item], window: int) -> Sequence[Item]:
    """Where a request allows it, the oldest items are left out until the rest leave room to answer."""
    if body.get("truncation") != "auto":
        return items
    total, first = tokens_besides(body, window), len(items)
    while first and (total := total + tokens(items[first - 1], window)) < window:
        first -= 1
    return items[min(first, len(items) - 1) :]


def tokens(item: Item, most: int) -> int:
    named = [item.get("role", item["type"]), item.get("name")]
    read = tokenizer.total((each for each in [*named, *texts(item)] if isinstance(each, str)), most)
    return TOKENS_A_MESSAGE + read + TOKENS_A_MEDIUM * sum(part["type"] in READERS for part in parts(item))


def parts(item: Item) -> list[dict[str, Any]]:
    """Those of a message, or of what a tool returned."""
    content = item.get(HOLDS_PARTS.get(item["type"], ""))
    return content if isinstance(content, list) else []


# --- pictures and files ----------------------------------------------------------------------------------


def shown(items: Sequence[Item]) -> list[str]:
    last = last_of_user(items)
    return [medium.sentence for medium in shown_by(last, "input")] if last else []


def shown_by(item: Item, place: str) -> Iterator[Medium]:
    """What an item shows, in its order; refuses what is not what it says it is."""
    for number, part in enumerate(parts(item)):
        if read := READERS.get(part["type"]):
            yield read(part, f"{place}.{HOLDS_PARTS[item['type']]}[{number}]")


def picture(part: dict[str, Any], place: str) -> Medium:
    if (file_id := part.get("file_id")) is not None:
        raise media.no_file(file_id, f"{place}.file_id")
    return media.picture(required(part, "image_url", place), f"{place}.image_url")


def document(part: dict[str, Any], place: str) -> Medium:
    if (file_id := part.get("file_id")) is not None:
        raise media.no_file(file_id, f"{place}.file_id")
    if (url := part.get("file_url")) is not None:
        return Medium("reads a file at", url)
    return media.document(required(part, "file_data", place), part.get("filename") or "a file", f"{place}.file_data")


def required(part: dict[str, Any], member: str, place: str) -> str:
    if part.get(member) is None:
        param = f"{place}.{member}"
        raise Refusal(400, f"{param}: expected it, or a file_id", code="missing_required_parameter", param=param)
    return str(part[member])


READERS = {"input_image": picture, "input_file": document}
