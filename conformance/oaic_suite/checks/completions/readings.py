"""Legacy completions as the checks read them: the text of each choice, and the tokens beside it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.checks.chat.readings.spelling import PART, REPLACEMENT, octets_of_text
from oaic_suite.evidence.document import Document
from oaic_suite.evidence.exchange import Request
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.unsettled import NotEstablished

TEXT, LOGPROBS = "/choices/*/text", "/choices/*/logprobs"
LISTS = ("tokens", "token_logprobs", "top_logprobs", "text_offset")


def asks_logprobs(body: Mapping[str, Any]) -> bool:
    return body.get("logprobs") is not None


def asks_no_logprobs(body: Mapping[str, Any]) -> bool:
    return not asks_logprobs(body)


def stop_sequences(request: Request) -> list[str]:
    """The sequences a request says to stop at."""
    stop = request.get("stop") or []
    return [stop] if isinstance(stop, str) else stop


def prompt_of(request: Request, index: int) -> Any:
    """The prompt that a choice continues: all choices of the first come before those of the next."""
    return prompts.each(request.get("prompt"))[int(index) // (request.get("n") or 1)]


def unechoed(reply: Document) -> list[Finding]:
    """The texts that begin with none of the prompts; of one with part of a character nobody knows what it was."""
    given = prompts.each(reply.request.get("prompt"))
    unlike = [text for text in reply.sound(TEXT) if not text.value.startswith(tuple(given))]
    if any(REPLACEMENT in text.value for text in unlike) and REPLACEMENT not in "".join(given):
        raise NotEstablished("a text has part of a character", "completions.scripts.whole-characters")
    return [beginning(text, given) for text in unlike]


def beginning(text: Located, wanted: list[str]) -> Finding:
    expected = " or ".join(map(repr, wanted))
    return Finding(text.place, f"text that begins with {expected}", repr(text.value[: max(map(len, wanted)) + 20]))


def under_another(reply: Document) -> list[Finding]:
    """The texts that begin with the prompt of another choice instead of their own."""
    indexes = [found.value for found in reply.sound("/choices/*/index")]
    if sorted(indexes) != list(range(prompts.choices_asked(reply.request))):
        raise NotEstablished("the choices are not numbered", reply.owner("@indexes"))
    if unechoed(reply):
        raise NotEstablished("the prompts are not echoed", reply.owner("@echo"))
    return [
        beginning(text, [prompt])
        for index, text in zip(indexes, reply.sound(TEXT), strict=True)
        if not text.value.startswith(prompt := prompt_of(reply.request, index))
    ]


# --- tokens ------------------------------------------------------------------------------------------


def choices_with_text(reply: Document) -> list[Located]:
    """The choices with text; there is at least one."""
    reply.sound(TEXT)
    found = [choice for choice in reply.each("/choices/*") if choice.get("text")]
    if not found:
        raise NotEstablished("no choice has text")
    return found


def columns(reply: Document, name: str) -> list[Located]:
    """One of the lists beside each text, where all of them are there."""
    reply.require_sound(f"{LOGPROBS}/{name}/**")
    return [beside(reply, choice, name) for choice in choices_with_text(reply)]


def beside(reply: Document, choice: Located, name: str) -> Located:
    """One of the lists beside a text."""
    found = choice.below("logprobs", name)
    if not isinstance(found.value, list):
        raise NotEstablished(f"a choice has no {name}", reply.owner(LOGPROBS + "/**"))
    return found


def uneven(reply: Document) -> list[Finding]:
    """The lists that are longer or shorter than the tokens they stand beside."""
    tables = [choice.below("logprobs") for choice in choices_with_text(reply)]
    columns(reply, "tokens")
    return [
        Finding(column.place, f"{len(table.get('tokens'))} entries", f"{len(column.value)} entries")
        for table in tables
        for column in map(table.below, LISTS)
        if isinstance(column.value, list) and len(column.value) != len(table.get("tokens"))
    ]


def misspelt(reply: Document) -> list[Finding]:
    """The choices whose tokens do not spell their text."""
    texts = [choice.get("text") for choice in choices_with_text(reply)]
    pairs = list(zip(texts, columns(reply, "tokens"), strict=True))
    if any(REPLACEMENT in text or any(REPLACEMENT in token for token in tokens.value) for text, tokens in pairs):
        raise NotEstablished("a character was cut in two")
    return [
        Finding(tokens.place, repr(text), repr(spelt_text))
        for text, tokens in pairs
        if (spelt_text := spelling(tokens)) != text
    ]


def spelling(tokens: Located) -> str:
    return b"".join(map(octets_of_text, tokens.value)).decode("utf-8", "replace")


def null_logprobs(reply: Document) -> list[Finding]:
    """The tokens of unknown probability, but for the first of a text that begins with its prompt."""
    skipped = 1 if reply.request.get("echo") else 0
    return [
        odds.below(place).finding("a number")
        for odds in columns(reply, "token_logprobs")
        for place, value in enumerate(odds.value)
        if value is None and place >= skipped
    ]


def wrong_offsets(reply: Document) -> list[Finding]:
    """The offsets at which their token does not stand, counted from the start of the prompt."""
    columns(reply, "tokens")
    indexes = [found.value for found in reply.sound("/choices/*/index")]
    if not set(indexes) <= set(range(prompts.choices_asked(reply.request))):
        raise NotEstablished("the choices are not numbered", reply.owner("@indexes"))
    found = [
        (choice.below("logprobs", "text_offset"), token_offsets(reply, choice)) for choice in choices_with_text(reply)
    ]
    return [
        offsets.below(place).finding(str(wanted))
        for offsets, places in found
        for place, wanted in enumerate(places)
        if offsets.below(place).value != wanted
    ]


def token_offsets(reply: Document, choice: Located) -> list[int]:
    """Where the tokens of a choice stand."""
    tokens = choice.get("logprobs", "tokens")
    if any(map(PART.fullmatch, tokens)):
        raise NotEstablished("a character spans two tokens")
    begin = 0 if reply.request.get("echo") else len(prompt_of(reply.request, choice.get("index")))
    return list(accumulate(map(len, tokens), initial=begin))[:-1]
