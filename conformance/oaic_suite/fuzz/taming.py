"""What makes a drawn request cheap to answer, and its point plain.

The systematic bodies have every member there is, and one that is unusual; any of the others may be
reason enough to refuse them. Each keeps what sets it apart, and what is required. Bodies drawn at random
keep a few members, so that some of them are answered.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from oaic_spec import Operation

from oaic_suite.fuzz.draw import Draw
from oaic_suite.fuzz.plan import MOST_TOKENS
from oaic_suite.strict_json import parse
from oaic_suite.target import LIMITS

MOST_CHOICES = 2
CEILINGS = dict.fromkeys(LIMITS, MOST_TOKENS) | {"n": MOST_CHOICES, "best_of": MOST_CHOICES, "logprobs": 5}
FEW = 3  # members of a random body that stay as they were drawn
STREAMED = 3  # one in so many asks for a stream
Json = dict[str, Any]


@dataclass(frozen=True)
class Tamer:
    operation: Operation
    model: str | None
    limit_name: str
    seed: int
    plain: Mapping[str, Any]  # the smallest valid body

    def tame(self, draws: Iterable[Draw]) -> list[Draw]:
        read = [(draw, object_of(draw)) for draw in draws]
        usual = most_common(body for draw, body in read if body and draw.bucket[0] == "coverage")
        return [draw if body is None else self.tamed(draw, body, usual) for draw, body in read]

    def tamed(self, draw: Draw, body: Json, usual: Mapping[str, str]) -> Draw:
        thinned = self.cheap(draw, self.thin(draw, body, usual))
        kept = thinned if self.accepts(thinned) == self.accepts(body) else self.cheap(draw, body)
        return draw.with_body(json.dumps(kept).encode())

    def accepts(self, body: Json) -> bool:
        return self.operation.request is not None and self.operation.request.accepts(body)

    def thin(self, draw: Draw, body: Json, usual: Mapping[str, str]) -> Json:
        apart = [name for name, value in body.items() if usual.get(name) != json.dumps(value)]
        if draw.bucket[0] != "coverage":
            apart = sorted(body, key=lambda name: replace(draw, path=name).lot(self.seed))[:FEW]
        return {name: value for name, value in self.plain.items() if name in body} | {
            name: body[name] for name in apart
        }

    def cheap(self, draw: Draw, body: Json) -> Json:
        """The same to the target's model, and with an end."""
        model = {"model": self.model} if self.model and isinstance(body.get("model"), str) else {}
        tamed = body | model | {name: lowered(body[name], most) for name, most in CEILINGS.items() if name in body}
        if draw.meant_invalid:
            return tamed
        limits = {name: value for name, value in tamed.items() if name in LIMITS and value is not None}
        endless = self.limited and not limits
        streamed = {"stream": True} if self.operation.stream and draw.lot(self.seed) % STREAMED == 0 else {}
        return tamed | ({self.limit_name: MOST_TOKENS} if endless else {}) | streamed

    @property
    def limited(self) -> bool:
        return self.operation.stream is not None


def object_of(draw: Draw) -> Json | None:
    """The body, where it is a JSON object."""
    try:
        value = parse(draw.body or b"")
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def most_common(bodies: Iterable[Json]) -> dict[str, str]:
    """The usual value of each member."""
    counts: dict[str, Counter[str]] = {}
    for body in bodies:
        for name, value in body.items():
            counts.setdefault(name, Counter())[json.dumps(value)] += 1
    return {name: counted.most_common(1)[0][0] for name, counted in counts.items()}


def lowered(value: Any, most: int) -> Any:
    """A whole number, no more than so many; anything else stays as it was drawn."""
    return min(value, most) if isinstance(value, int) and not isinstance(value, bool) else value
