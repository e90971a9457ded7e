"""The plain answer: all chunks of a stream folded into one completion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oaic_server.surfaces.chat.calls import joined
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
        self._deltas: list[dict[str, Any]] = []
        self._logprobs: dict[str, Any] | None = None
        self._finish_reason: str | None = None

    def add(self, said: dict[str, Any]) -> None:
        self._deltas.append(said["delta"])
        self._finish_reason = said["finish_reason"]
        if said["logprobs"] is not None:
            self._logprobs = lengthened(self._logprobs or dict.fromkeys(said["logprobs"]), said["logprobs"])

    def whole(self, index: int) -> dict[str, Any]:
        return {
            "index": index,
            "message": {
                "role": "assistant",
                "content": text(self._deltas, "content"),
                **self._thoughts(),
                **joined(self._deltas),
                "refusal": text(self._deltas, "refusal"),
                "annotations": [cited for delta in self._deltas for cited in delta.get("annotations", ())],
            },
            "logprobs": self._logprobs,
            "finish_reason": self._finish_reason,
        }

    def _thoughts(self) -> dict[str, str]:
        told = {name: text(self._deltas, name) for name in MEMBERS}
        return {name: thought for name, thought in told.items() if thought is not None}


def lengthened(known: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The tokens of content and of refusal, each continued by those of one more chunk; null while there are none."""
    for name, tokens in more.items():
        if tokens is not None:
            known[name] = known[name] or []
            known[name] += tokens
    return known


def text(deltas: Iterable[dict[str, Any]], member: str) -> str | None:
    """The pieces of a text joined; None where there was no piece."""
    pieces = [piece for delta in deltas if (piece := delta.get(member)) is not None]
    return "".join(pieces) if pieces else None
