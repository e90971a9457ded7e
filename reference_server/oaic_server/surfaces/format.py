"""What an answer must be: any text, a JSON object, or JSON that a schema accepts.

Asked for JSON by a schema, the parrot refuses in place of an answer where the user's last words bid
it to, by "refuse to answer": so a client's way with refusals can be tried.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from oaic_server.exchange.refusal import Refusal
from oaic_server.growth.instance import Unsatisfiable, instance
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


def answer(
    asked: Format,
    heard: str,
    words: str,
    limit: int,
    stops: Sequence[str] = (),
    bias: Mapping[str, int] | None = None,
) -> Utterance:
    """The words in the format that was asked for, within a limit, or a refusal in their place."""
    if asked.kind == "json_schema" and BIDDEN in heard.lower():
        return replace(utter(DECLINED, limit, stops), member="refusal")
    if asked.kind == "text":
        return utter(words, limit, stops, bias)
    return utter(compact_json(shaped(asked, words)), limit, stops)


def shaped(asked: Format, words: str) -> Any:
    if asked.schema is None:
        return {"said": words}
    try:
        return instance(AN_OBJECT | asked.schema, words)
    except Unsatisfiable as why:
        raise bad_schema(asked, str(why)) from None


def compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def bad_schema(asked: Format, why: str) -> Refusal:
    param = f"{asked.place}.schema"
    return Refusal(400, f"{param}: {why}", code="invalid_json_schema", param=param)
