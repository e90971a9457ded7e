"""The plain answer: all chunks of a completion's stream folded into one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def fold(chunks: Iterable[dict[str, Any]]) -> dict[str, Any]:
    last: dict[str, Any] = {}
    choices: dict[int, Choice] = {}
    for last in chunks:
        for said in last["choices"]:
            choices.setdefault(said["index"], Choice()).add(said)
    return {**last, "choices": [choices[index].whole(index) for index in sorted(choices)]}


class Choice:
    def __init__(self) -> None:
        self._text: list[str] = []
        self._logprobs: dict[str, list[Any]] | None = None
        self._finish_reason: str | None = None

    def add(self, said: dict[str, Any]) -> None:
        self._text.append(said["text"])
        self._finish_reason = said["finish_reason"]
        if said["logprobs"] is not None:
            self._logprobs = self._logprobs or {}
            for name, entries in said["logprobs"].items():
                self._logprobs.setdefault(name, []).extend(entries)

    def whole(self, index: int) -> dict[str, Any]:
        return {
            "text": "".join(self._text),
            "index": index,
            "logprobs": self._logprobs,
            "finish_reason": self._finish_reason,
        }
