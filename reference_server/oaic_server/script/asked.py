"""What of a request a rule may look at, whatever the operation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from oaic_server.exchange.request import Request

SAID = ("messages", "input", "prompt")  # where an operation has what was said


@dataclass(frozen=True)
class Asked:
    request: Request
    sayable: Collection[str] = ()  # the kinds of lines that its operation can say

    @property
    def says(self) -> str:
        """The user's last words."""
        users = [turn for turn in self._turns if role(turn) == "user"]
        return "\n".join(texts(users[-1])) if users else ""

    @property
    def tools(self) -> list[str]:
        members = self.request.members
        offered = [*(members.get("tools") or ()), *(members.get("functions") or ())]
        return [str(named(tool)) for tool in offered if isinstance(tool, dict)]

    @property
    def turn(self) -> int:
        """The first answer is 1; what an assistant has said or a tool has answered is counted as one turn."""
        before = [role(turn) != "user" for turn in self._turns if role(turn) in ("user", "assistant", "tool")]
        return 1 + sum(answered and not earlier for earlier, answered in zip([False, *before], before, strict=False))

    @property
    def _turns(self) -> list[Any]:
        said: Any = next((self.request.members[name] for name in SAID if name in self.request.members), [])
        return said if isinstance(said, list) and any(isinstance(one, dict) for one in said) else [said]


def role(turn: Any) -> str:
    """Who speaks: a text alone is the user's; a call is the assistant's, and its output a tool's."""
    if not isinstance(turn, dict):
        return "user"
    kind = str(turn.get("type", ""))
    if kind.endswith("_output"):
        return "tool"
    if kind.endswith("_call"):
        return "assistant"
    spoken_by = str(turn.get("role", ""))
    return "tool" if spoken_by == "function" else spoken_by


def texts(turn: Any) -> Iterator[str]:
    if isinstance(turn, str):
        yield turn
    elif isinstance(turn, list):
        for part in turn:
            yield from texts(part)
    elif isinstance(turn, dict):
        yield from texts(turn.get("content") if "content" in turn else turn.get("text"))


def named(tool: dict[str, Any]) -> Any:
    inner = tool.get(tool.get("type", ""))
    return (inner if isinstance(inner, dict) else tool).get("name") or tool.get("type")
