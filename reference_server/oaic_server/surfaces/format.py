"""What an answer must be: any text, a JSON object, or JSON that a schema accepts.

Asked for JSON by a schema, the parrot refuses in place of an answer where the user's last words bid
it to, by "refuse to answer": so a client's way with refusals can be tried.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.growth.instance import Efforts, Seed, Unsatisfiable
from oaic_server.parrot.bias import Bias
from oaic_server.parrot.utterance import Utterance, utter

BIDDEN = "refuse to answer"
DECLINED = "I'm sorry, but Polly will not answer that."
AN_OBJECT = {"type": "object"}


@dataclass(frozen=True)
class Format:
    kind: str  # text, json_object, json_schema
    name: str = ""
    schema: dict[str, Any] | None = None
    strict: bool = False
    place: str = ""  # where a request declares it, as `param` spells it


def declared(kind: str, members: Mapping[str, Any], place: str) -> Format:
    """A format by what a request says of it."""
    return Format(kind, members.get("name", ""), members.get("schema"), bool(members.get("strict")), place)


class Answers:
    """The answers to what was heard, in the format that was asked for, or a refusal in their place."""

    def __init__(
        self, asked: Format, heard: str, limit: int, stops: Sequence[str] = (), bias: Mapping[str, int] | None = None
    ) -> None:
        self._asked, self._limit, self._stops, self._bias = asked, limit, stops, Bias.of(bias)
        self._declined = asked.kind == "json_schema" and BIDDEN in heard.lower()

    def of(self, words: str) -> Utterance:
        """These words, within the limit."""
        if self._declined:
            return replace(utter(DECLINED, self._limit, self._stops), member="refusal")
        if self._asked.kind == "text":
            return utter(words, self._limit, self._stops, self._bias)
        return utter(compact_json(self._shaped(words)), self._limit, self._stops)

    def _shaped(self, words: str) -> Any:
        if self._asked.schema is None:
            return {"said": words}
        try:
            return self._seed.value(words)
        except Unsatisfiable as why:
            raise bad_schema(self._asked, str(why)) from None

    @cached_property
    def _seed(self) -> Seed:
        return Seed(AN_OBJECT | (self._asked.schema or {}), Efforts())


def compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def bad_schema(asked: Format, why: str) -> Refusal:
    param = f"{asked.place}.schema"
    return Refusal(400, f"{param}: {why}", code="invalid_json_schema", param=param)
