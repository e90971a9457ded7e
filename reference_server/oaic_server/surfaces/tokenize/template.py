"""A chat as the parrot reads it: one token for each that its prompt is charged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from oaic_server.answering.limits import TOKENS_A_MEDIUM, TOKENS_A_MESSAGE, TOKENS_TO_ANSWER
from oaic_server.parrot import tokenizer
from oaic_server.surfaces.chat.prompt import calls, media_of, texts

Body = dict[str, Any]

AROUND = b"<|message|>"
MEDIUM = b"<|medium|>"
ANSWER = b"<|answer|>"


def read(body: Body, most: int) -> Iterator[bytes]:
    """Of a text of more tokens than that, the first."""
    for tool in body.get("tools") or []:
        yield from tokenizer.encode(json.dumps(tool), most)
    for message in body["messages"]:
        yield from of_a_message(message, most)
    yield from [ANSWER] * TOKENS_TO_ANSWER


def of_a_message(message: Body, most: int) -> Iterator[bytes]:
    yield from [AROUND] * TOKENS_A_MESSAGE
    for text in (message["role"], *texts(message), *calls(message)):
        yield from tokenizer.encode(text, most)
    yield from [MEDIUM] * (TOKENS_A_MEDIUM * media_of(message))
