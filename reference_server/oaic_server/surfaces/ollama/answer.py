"""The chunks of a chat as Ollama's lines: texts one by one, each call whole, and what it took at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from oaic_server.surfaces.chat.calls import Pieces, gather, joined

Body = dict[str, Any]

THOUGHT = "reasoning"  # the member by which the chat tells what was thought
MEMBERS = ("content", "thinking")


@dataclass(frozen=True)
class Took:
    """What an answer took, in tokens and in seconds."""

    prompt: int
    answer: int
    clock: Callable[[], float]
    began: float

    def metrics(self) -> Body:
        """Durations in nanoseconds; what is none is left out, as Ollama has it."""
        total = nanoseconds(self.clock() - self.began)
        reading = total * self.prompt // (self.prompt + self.answer or 1)
        told = {
            "total_duration": total,
            "prompt_eval_count": self.prompt,
            "prompt_eval_duration": reading,
            "eval_count": self.answer,
            "eval_duration": total - reading,
        }
        return {name: value for name, value in told.items() if value}


def nanoseconds(seconds: float) -> int:
    """At least one: what is nought is left out."""
    return max(1, round(seconds * 1e9))


@dataclass
class Said:
    """What was said as far as it came; calls are told when they are whole."""

    pieces: Pieces = field(default_factory=dict)  # of its calls
    finish: str | None = None

    def of(self, chunk: Body) -> Iterator[Body]:
        for choice in chunk["choices"]:
            delta, self.finish = choice["delta"], choice["finish_reason"] or self.finish
            if "tool_calls" in delta:
                gather(delta, self.pieces)
            told = {"content": delta.get("content") or delta.get("refusal"), "thinking": delta.get(THOUGHT)}
            if any(told.values()):
                likely = (choice["logprobs"] or {}).get("content")
                yield {**present(told), **({"logprobs": likely} if likely else {})}

    def whole_calls(self) -> Iterator[Body]:
        for number, call in enumerate(joined(self.pieces).get("tool_calls", [])):
            function = call["function"]
            told: Body = {
                "index": number,
                "name": function["name"],
                "arguments": json_or_nothing(function["arguments"]),
            }
            yield {"tool_calls": [{"id": call["id"], "function": told}]}


def json_or_nothing(arguments: str) -> Body:
    """What was called with; a call that was cut says nothing, nor one that is deeper than lines can be."""
    try:
        found: Body = orjson.loads(arguments)
        orjson.dumps(found)
    except (TypeError, ValueError):
        return {}
    return found


def present(told: Body) -> Body:
    return {name: value for name, value in told.items() if value}


def pieces(chunks: Iterable[Body], took: Took) -> Iterator[Body]:
    """What each line says, the last one with what it took."""
    said = Said()
    for chunk in chunks:
        yield from said.of(chunk)
    yield from said.whole_calls()
    reason = "length" if said.finish == "length" else "stop"
    yield {"done": True, "done_reason": reason, **took.metrics()}


def fold(pieces: Iterable[Body]) -> Body:
    """All that some lines say, as one."""
    whole: Body = {}
    for piece in pieces:
        for name, value in piece.items():
            whole[name] = whole[name] + value if name in whole else value
    return whole


# --- in the words of each operation --------------------------------------------------------------------

Spelt = Callable[[Body], Body]


def of_a_chat(head: Body) -> Spelt:
    """The message of a chat; every line has one."""

    def spelt(piece: Body) -> Body:
        inside: Body = {name: piece[name] for name in ("thinking", "tool_calls") if name in piece}
        message: Body = {"role": "assistant", "content": piece.get("content", ""), **inside}
        return {**head, "message": message, "done": False, **rest(piece)}

    return spelt


def of_a_text(head: Body) -> Spelt:
    """The text that goes on from a prompt."""

    def spelt(piece: Body) -> Body:
        thinking: Body = {"thinking": piece["thinking"]} if "thinking" in piece else {}
        return {**head, "response": piece.get("content", ""), **thinking, "done": False, **rest(piece)}

    return spelt


def rest(piece: Body) -> Body:
    return {name: value for name, value in piece.items() if name not in (*MEMBERS, "tool_calls")}
