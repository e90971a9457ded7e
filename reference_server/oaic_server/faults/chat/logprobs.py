"""Log probabilities that break what clients rely on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.faults import benign, fault
from oaic_server.faults.chat.replies import choices, in_texts, valid
from oaic_server.faults.operations import CHAT

MISSPELT = {"chat.logprobs.tokens-spell-the-text": "a text is put together from those bytes"}


@fault("chat.logprobs.present", on=CHAT)
@in_texts
def logprobs_are_ignored(reply: Reply) -> None:
    for choice in choices(reply):
        choice["logprobs"] = None


@fault("chat.logprobs.present:legacy", on=CHAT, also={"chat.logprobs.refusal": "the older shape knows no refusal"})
@in_texts
def logprobs_have_the_shape_of_legacy_completions(reply: Reply) -> None:
    for choice in choices(reply):
        choice["logprobs"] = choice["logprobs"] and legacy(choice["logprobs"]["content"])


@fault("chat.logprobs.unasked", on=CHAT)
@in_texts
def logprobs_come_unasked(reply: Reply) -> None:
    for choice in choices(reply):
        choice["logprobs"] = choice["logprobs"] or {"content": [], "refusal": None}


@fault("chat.logprobs.refusal", on=CHAT)
@in_texts
def logprobs_have_no_refusal(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["logprobs"]:
            del choice["logprobs"]["refusal"]


@fault("chat.logprobs.entries", on=CHAT)
@in_texts
def a_token_is_its_number(reply: Reply) -> None:
    for number, entry in enumerate(entries(reply)):
        entry["token"] = number


@fault("chat.logprobs.entries:no-alternatives", on=CHAT)
@in_texts
def entries_have_no_alternatives(reply: Reply) -> None:
    for entry in entries(reply):
        del entry["top_logprobs"]


@fault("chat.logprobs.alternatives", on=CHAT)
@in_texts
def alternatives_are_a_map(reply: Reply) -> None:
    """Alternatives are pairs of token and number, not objects."""
    for entry in entries(reply):
        entry["top_logprobs"] = [[each["token"], each["logprob"]] for each in entry["top_logprobs"]]


@fault("chat.logprobs.bytes", on=CHAT)
@in_texts
def entries_have_no_bytes(reply: Reply) -> None:
    for entry in entries(reply):
        del entry["bytes"]


@fault("chat.logprobs.bytes-of-token", on=CHAT, also=MISSPELT)
@in_texts
def bytes_are_code_points(reply: Reply) -> None:
    for entry in entries(reply):
        count_characters(entry)


def count_characters(entry: dict[str, Any]) -> None:
    for each in (entry, *entry["top_logprobs"]):
        each["bytes"] = [min(ord(character), 255) for character in each["token"]]


@fault("chat.logprobs.not-positive", on=CHAT)
@in_texts
def probabilities_stand_for_their_logarithms(reply: Reply) -> None:
    for entry in entries(reply):
        entry["logprob"] = math.exp(entry["logprob"])


@fault("chat.logprobs.tokens-spell-the-text", on=CHAT)
@in_texts
def the_first_token_is_missing(reply: Reply) -> None:
    for choice in choices(reply):
        if choice["logprobs"]:
            del choice["logprobs"]["content"][0]


@fault("chat.logprobs.top-count", on=CHAT)
@in_texts
def an_alternative_too_many(reply: Reply) -> None:
    for entry in entries(reply):
        entry["top_logprobs"].append({"token": "?", "logprob": -9.0, "bytes": [63]})


@fault("chat.logprobs.top-filled", on=CHAT)
@in_texts
def one_alternative_has_to_do(reply: Reply) -> None:
    for entry in entries(reply):
        del entry["top_logprobs"][1:]


@fault("chat.logprobs.top-falling", on=CHAT)
@in_texts
def alternatives_come_likeliest_last(reply: Reply) -> None:
    for entry in entries(reply):
        entry["top_logprobs"].reverse()


@fault("chat.logprobs.top-likeliest", on=CHAT)
@in_texts
def every_token_has_the_alternatives_of_the_first(reply: Reply) -> None:
    share_the_first(entries(reply))


def share_the_first(entries: Iterator[dict[str, Any]]) -> None:
    """Alternatives looked up at the same place for each token."""
    first: list[dict[str, Any]] = []
    for entry in entries:
        first = first or entry["top_logprobs"]
        entry["top_logprobs"] = first[: len(entry["top_logprobs"])]


@fault("chat.logprobs.top-given", on=CHAT, also={"chat.logprobs.top-filled": "none is fewer than asked for"})
@in_texts
def top_logprobs_is_ignored(reply: Reply) -> None:
    for entry in entries(reply):
        entry["top_logprobs"] = []


@fault("chat.logprobs.top-sum", on=CHAT)
@in_texts
def logarithms_are_not_natural(reply: Reply) -> None:
    for entry in entries(reply):
        for alternative in entry["top_logprobs"]:
            alternative["logprob"] = round(alternative["logprob"] / 100, 6)


@benign("chat.logprobs.no-bytes", on=CHAT)
@in_texts
def bytes_are_null(reply: Reply) -> None:
    for entry in entries(reply):
        entry["bytes"] = None


@benign("chat.logprobs.parts-as-replacements", on=CHAT)
@in_texts
def parts_of_characters_are_shown_as_replacements(reply: Reply) -> None:
    for entry in entries(reply):
        show_parts(entry)


def show_parts(entry: dict[str, Any]) -> None:
    """Each token as its bytes are decoded by themselves."""
    for each in (entry, *entry["top_logprobs"]):
        each["token"] = bytes(each["bytes"]).decode("utf-8", "replace")


SURE = 2.0**-15  # as the service sends it


@benign("chat.logprobs.a-little-above-zero", on=CHAT)
@in_texts
def certainty_is_rounded_up(reply: Reply) -> None:
    for entry in entries(reply):
        make_sure(entry)


def make_sure(entry: dict[str, Any]) -> None:
    """The most likely token has a probability of one and a little more, the others next to none."""
    entry["logprob"] = SURE
    for place, alternative in enumerate(entry["top_logprobs"]):
        alternative["logprob"] = -12.0 - place if place else SURE


def entries(reply: Reply) -> Iterator[dict[str, Any]]:
    for choice in choices(reply):
        yield from (choice["logprobs"] or {}).get("content", [])


def legacy(content: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "tokens": [entry["token"] for entry in content],
        "token_logprobs": [entry["logprob"] for entry in content],
        "top_logprobs": [{each["token"]: each["logprob"] for each in entry["top_logprobs"]} for entry in content],
        "text_offset": [0 for _ in content],
    }


@fault("chat.logprobs.top-range", stage="answer", on=CHAT)
def five_alternatives_are_the_most(request: Request) -> Reply | None:
    if not valid(request, "top_logprobs") or request.body["top_logprobs"] <= 5:
        return None
    return Refusal(400, "top_logprobs: expected at most 5", param="top_logprobs").reply(request)
