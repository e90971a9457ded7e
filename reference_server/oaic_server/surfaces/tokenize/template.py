"""A chat as the parrot reads it: one token for each that its prompt is charged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from oaic_server.answering.limits import TOKENS_A_MEDIUM, TOKENS_A_MESSAGE, TOKENS_TO_ANSWER
from oaic_server.parrot import tokenizer
from oaic_server.surfaces.chat.media import parts
from oaic_server.surfaces.chat.prompt import calls, texts

Body = dict[str, Any]

AROUND = b"<|message|>"
MEDIUM = b"<|medium|>"
ANSWER = b"<|answer|>"


def read(body: Body) -> Iterator[bytes]:
    for tool in body.get("tools") or []:
        yield from tokenizer.encode(json.dumps(tool))
    for message in body["messages"]:
        yield from of_a_message(message)
    yield from [ANSWER] * TOKENS_TO_ANSWER


def of_a_message(message: Body) -> Iterator[bytes]:
    yield from [AROUND] * TOKENS_A_MESSAGE
    for text in (message["role"], *texts(message), *calls(message)):
        yield from tokenizer.encode(text)
    shown = sum("text" not in part and "refusal" not in part for part in parts(message))
    yield from [MEDIUM] * (TOKENS_A_MEDIUM * shown)
