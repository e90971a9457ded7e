"""The plain answer: all chunks of a stream folded into one completion."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from oaic_server.surfaces.chat.calls import Pieces, gather, joined
from oaic_server.surfaces.chat.thinking import MEMBERS

OBJECT = "chat.completion"


def fold(chunks: Iterable[dict[str, Any]]) -> dict[str, Any]:
    last: dict[str, Any] = {}
    choices: dict[int, Choice] = {}
    for last in chunks:
        for said in last["choices"]:
            choices.setdefault(said["index"], Choice()).add(said)
    return {
        "id": last["id"],
        "object": OBJECT,
        "created": last["created"],
        "model": last["model"],
        "choices": [choices[index].whole(index) for index in sorted(choices)],
        "usage": last["usage"],
        "service_tier": last["service_tier"],
        "system_fingerprint": last["system_fingerprint"],
    }


class Choice:
    def __init__(self) -> None:
        self._pieces: Pieces = {}
        self._logprobs: dict[str, Any] | None = None
        self._finish_reason: str | None = None

    def add(self, said: dict[str, Any]) -> None:
        gather(said["delta"], self._pieces)
        self._finish_reason = said["finish_reason"]
        if said["logprobs"] is not None:
            self._logprobs = lengthened(self._logprobs or dict.fromkeys(said["logprobs"]), said["logprobs"])

    def whole(self, index: int) -> dict[str, Any]:
        return {
            "index": index,
            "message": {
                "role": "assistant",
                "content": self._text("content"),
                **self._thoughts(),
                **joined(self._pieces),
                "refusal": self._text("refusal"),
                "annotations": [*chain.from_iterable(self._pieces.get("annotations", ()))],
            },
            "logprobs": self._logprobs,
            "finish_reason": self._finish_reason,
        }

    def _text(self, member: str) -> str | None:
        """Its pieces joined; None where there was no piece."""
        pieces = self._pieces.get(member)
        return None if pieces is None else "".join(pieces)

    def _thoughts(self) -> dict[str, str]:
        return {name: "".join(self._pieces[name]) for name in MEMBERS if name in self._pieces}


def lengthened(known: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The tokens of content and of refusal, each continued by those of one more chunk; null while there are none."""
    for name, tokens in more.items():
        if tokens is not None:
            known[name] = known[name] or []
            known[name] += tokens
    return known
