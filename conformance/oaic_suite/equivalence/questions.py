"""What both servers are asked: each operation whole and streamed, and what shows each capability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from oaic_suite.asking.surface import is_beside, plains, probes, routes
from oaic_suite.asking.target import Target
from oaic_suite.evidence.exchange import Exchange


@dataclass(frozen=True)
class Question:
    name: str
    operation: str
    members: Mapping[str, Any] = field(default_factory=dict)

    @property
    def streams(self) -> bool:
        return self.members.get("stream") is True

    @property
    def unstreamed(self) -> dict[str, Any]:
        """The same without what asks for a stream."""
        return {name: value for name, value in self.members.items() if not name.startswith("stream")}

    def put(self, target: Target) -> Exchange:
        return target.ask(self.operation, **self.members)


def questions() -> list[Question]:
    """Each request once; none that needs something made before."""
    found: dict[str, Question] = {}
    for question in every_question():
        if plains()[question.operation].made_by is None and not is_beside(question.operation):
            found.setdefault(f"{question.operation} {dict(question.members)}", question)
    return list(found.values())


def every_question() -> Iterator[Question]:
    for name, route in routes().items():
        yield Question(name, route.operation, route.members)
    for name, probe in probes().items():
        yield Question(name, probe.operation, {**probe.members, **probe.besides})
        streamed = probes().get(f"{probe.needs or name}-stream")
        if streamed and streamed.operation == probe.operation and "stream" not in probe.members:
            asked = {**probe.members, **probe.besides, **streamed.members}
            yield Question(f"{name}, streamed", probe.operation, asked)
