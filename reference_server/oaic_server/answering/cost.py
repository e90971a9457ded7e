"""What an answer may cost: counted choice by choice while it is planned, before anything of it is written."""

from __future__ import annotations

from typing import Any

from oaic_server.exchange.complaint import INVALID_VALUE
from oaic_server.exchange.refusal import Refusal
from oaic_server.growth.root import parts
from oaic_server.state.settings import Settings

READ = 8  # tokens that are read while one is written
CHOICE, LISTED = 8, 18  # tokens, for what surrounds the text of a choice, and its log probabilities
# How many tokens of plain text could be written meanwhile.
LOGPROBS, RIVAL = 5, 1  # of a token, and of each that might have stood in its place
GIVEN, ITEM = 16, 8  # tokens, for an item of an input, and for one of a conversation, however little it says
MESSAGE, PART = 6, 2  # and for a message of a chat, and a part of any
TOKEN_TOLD, PIECE = 4, 1  # tokens that are told as ids, and as text, while one is written
TOKEN_KEPT = 2  # tokens that could be written while an id is kept
SOUND = 15  # of a token
VERDICT = 42  # on an input
DOCUMENT = 12  # to be ranked
SCHEMA = 8  # for each part of one: it is read to be judged, to be closed, and to be told back
LOOKED_AT = 14  # characters, for each category, while a token is written
BESIDE = 1  # more for a token that is streamed among those of other choices: each leaves in a frame of its own


class Work:
    """Of a request that asks for more than the rest of it, the member is named that asks for most."""

    def __init__(self, most: int, param: str) -> None:
        self._most, self._param, self._left = most, param, most

    def read(self, tokens: int) -> None:
        self.spend(tokens // READ)

    def spend(self, tokens: int, each: int = 1) -> None:
        self._left -= tokens * each
        if self._left < 0:
            wanted = f"an answer that costs no more than {self._most} tokens of text do (--work-limit)"
            raise Refusal(400, f"{self._param}: expected {wanted}", code=INVALID_VALUE, param=self._param)

    def read_schemas(self, given: Any) -> None:
        for _ in parts(given):
            self.spend(SCHEMA)


def readable(settings: Settings) -> int:
    """How many tokens may be read where nothing else is done."""
    return READ * (settings.work_limit + 1)


def dearest(body: dict[str, Any], prompt: str) -> str:
    """The member to ask less of: how many choices there are, how much is told of each token, or else the prompt."""
    several = [param for param in ("best_of", "n") if (body.get(param) or 1) > 1]
    return [*several, *(["logprobs"] if body.get("logprobs") else []), prompt][0]


def of_a_token(rivals: int | None, times: int = 1) -> int:
    """Without log probabilities a token costs itself."""
    return 1 if rivals is None else 1 + times * (LOGPROBS + RIVAL * rivals)


def of_a_choice(rivals: int | None) -> int:
    return CHOICE if rivals is None else CHOICE + LISTED


def beside(body: dict[str, Any], choices: int) -> int:
    """What a token costs more; one choice is streamed for what it costs, however long."""
    return BESIDE if body.get("stream") and choices > 1 else 0
