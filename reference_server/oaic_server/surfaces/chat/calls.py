"""Calls of tools, as they stand in a stream of chunks and in a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from oaic_server.answering.tools.calls import Arguments, Call, called
from oaic_server.answering.tools.tools import Tool
from oaic_server.parrot.tokenizer import characters
from oaic_server.state.identity import Identity
from oaic_server.surfaces.chat.tools import Body, choice, legacy

Delta = dict[str, Any]
Pieces = dict[str, list[Any]]  # what the deltas of a choice say, by member
Finish = Literal["tool_calls", "function_call", "stop", "length"]
SAID = {"function": "arguments", "custom": "input"}  # the member that holds what a call says


@dataclass(frozen=True)
class Calls:
    """What is said instead of a text; `legacy` spells a call as before there were tools."""

    entries: tuple[Call, ...]
    finish_reason: Finish
    legacy: bool = False

    @property
    def tokens(self) -> tuple[bytes, ...]:
        """Those of the arguments; the name of a tool costs none."""
        return tuple(token for call in self.entries for token in call.said.tokens)


def calls(body: Body, tools: Iterable[Tool], arguments: Arguments, key: str, limit: int, identity: Identity) -> Calls:
    entries = called(tools, arguments, key, limit, identity)
    return Calls(entries, finish_reason(entries, body), legacy(body))


def finish_reason(entries: Sequence[Call], body: Body) -> Finish:
    """A function that was forced by name ends in `stop`, as the service has it."""
    if any(call.said.finish_reason == "length" for call in entries):
        return "length"
    if choice(body).by_name:
        return "stop"
    return "function_call" if legacy(body) else "tool_calls"


# --- in a stream, and put together -----------------------------------------------------------------------


def deltas(calls: Calls) -> Iterator[Delta]:
    """The role stands with the first call; a call is opened once, what it says follows in pieces."""
    pieces = legacy_pieces(calls.entries[0]) if calls.legacy else tool_pieces(calls.entries)
    yield {"role": "assistant", "content": None, "refusal": None, **next(pieces)}
    yield from pieces


def tool_pieces(entries: Iterable[Call]) -> Iterator[Delta]:
    for index, call in enumerate(entries):
        said = SAID[call.kind]
        opening = {"index": index, "id": call.id, "type": call.kind, call.kind: {"name": call.name, said: ""}}
        yield {"tool_calls": [opening]}
        for piece, _ in characters(call.said.tokens):
            yield {"tool_calls": [{"index": index, call.kind: {said: piece}}]}


def legacy_pieces(call: Call) -> Iterator[Delta]:
    yield {"function_call": {"name": call.name, "arguments": ""}}
    for piece, _ in characters(call.said.tokens):
        yield {"function_call": {"arguments": piece}}


def gather(delta: Delta, pieces: Pieces) -> None:
    """Adds what a delta says to what those before it said."""
    for member, piece in delta.items():
        if piece is not None:
            pieces.setdefault(member, []).append(piece)


def joined(pieces: Pieces) -> Delta:
    """The members of a message that are more than a text, put together."""
    found: Delta = {name: whole(pieces[name]) for name in ("function_call", "audio") if name in pieces}
    if "tool_calls" not in pieces:
        return found
    calls: dict[int, list[Delta]] = {}
    for entry in chain.from_iterable(pieces["tool_calls"]):
        calls.setdefault(entry["index"], []).append(entry)
    together = [whole(call) for _, call in sorted(calls.items())]
    return {"tool_calls": [{name: call[name] for name in call if name != "index"} for call in together], **found}


def whole(deltas: Iterable[Delta]) -> Delta:
    """Each member is put together once, however many pieces it came in."""
    pieces: Pieces = {}
    for delta in deltas:
        gather(delta, pieces)
    return {name: continued(values) for name, values in pieces.items()}


def continued(values: list[Any]) -> Any:
    """Texts are continued, objects are continued member by member, and of anything else the last holds."""
    if isinstance(values[0], str):
        return "".join(values)
    return whole(values) if isinstance(values[0], dict) else values[-1]
