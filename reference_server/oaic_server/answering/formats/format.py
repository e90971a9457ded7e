"""What an answer must be: any text, a JSON object, or JSON that a schema accepts.

Asked for JSON without a schema, or in a block of code, the parrot looks for one in the prompt (`sketch`), and what
the user's words spell out (`literals`) stands in the answer wherever its schema allows that. Asked for JSON by a
schema, it refuses in place of an answer where the user's last words bid it to, by "refuse to answer": so a client's
way with refusals can be tried.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from oaic_server.answering.prompt.literals import LISTENED, Literals
from oaic_server.answering.prompt.sketch import sketched
from oaic_server.answering.prompt.spelt import spelt_out
from oaic_server.exchange.refusal import Refusal
from oaic_server.growth.instance import Efforts, Seed, Unsatisfiable
from oaic_server.parrot.bias import Bias
from oaic_server.parrot.utterance import Utterance, utter

BIDDEN = "refuse to answer"
DECLINED = "I'm sorry, but Polly will not answer that."
AN_OBJECT = {"type": "object"}
BLOCK = "```json"


@dataclass(frozen=True)
class Format:
    kind: str  # text, json_object, json_schema
    name: str = ""
    schema: dict[str, Any] | None = None
    strict: bool = False
    place: str = ""  # where a request declares it, as `param` spells it


TEXT = Format("text")


def declared(kind: str, members: Mapping[str, Any], place: str) -> Format:
    """A format by what a request says of it."""
    return Format(kind, members.get("name", ""), members.get("schema"), bool(members.get("strict")), place)


class Answers:
    """The answers to what was heard, in the format that was asked for, or a refusal in their place."""

    def __init__(
        self,
        asked: Format,
        heard: str,
        limit: int,
        stops: Sequence[str] = (),
        bias: Mapping[str, int] | None = None,
        told: Callable[[], str] = str,
    ) -> None:
        """`told`: all that stands in the prompt, for what JSON should look like."""
        self._asked, self._limit, self._stops, self._bias = asked, limit, stops, Bias.of(bias)
        self._heard, self._told = heard, told
        self._declined = asked.kind == "json_schema" and BIDDEN in heard.lower()

    def of(self, words: str) -> Utterance:
        """These words, within the limit."""
        if self._declined:
            return replace(utter(DECLINED, self._limit, self._stops), member="refusal")
        if self._asked.kind == "text":
            return utter(self._blocked(words), self._limit, self._stops, self._bias)
        return utter(compact_json(self._shaped(words)), self._limit, self._stops)

    def _blocked(self, words: str) -> str:
        """The words, or JSON in a block of code where the user's end in asking for one."""
        value = self._sketched(words) if BLOCK in self._heard[-LISTENED:] else None
        return words if value is None else f"{BLOCK}\n{compact_json(value)}\n```"

    def _shaped(self, words: str) -> Any:
        if self._asked.schema is None:
            return self._sketched(words) or {"said": words}
        try:
            return self._spelt_out(self._seed, words)
        except Unsatisfiable as why:
            raise bad_schema(self._asked, str(why)) from None

    def _sketched(self, words: str) -> Any:
        """By what the prompt says of it; None where that is nothing, or nothing that can be."""
        try:
            return self._sketch and self._spelt_out(self._sketch, words)
        except Unsatisfiable:
            return None

    def _spelt_out(self, seed: Seed, words: str) -> Any:
        return spelt_out(seed.value(words), seed.schema, [Literals(self._heard)], seed.allows)

    @cached_property
    def _seed(self) -> Seed:
        return Seed(AN_OBJECT | (self._asked.schema or {}), Efforts())

    @cached_property
    def _sketch(self) -> Seed | None:
        try:
            found = sketched(self._told())
            return None if found is None else Seed({**AN_OBJECT, **found}, Efforts())
        except Unsatisfiable:
            return None


def compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def bad_schema(asked: Format, why: str) -> Refusal:
    param = f"{asked.place}.schema"
    return Refusal(400, f"{param}: {why}", code="invalid_json_schema", param=param)
