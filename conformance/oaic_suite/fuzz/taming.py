"""What makes a drawn request cheap to answer, harmless to others, and its point plain.

The systematic bodies have every member there is, and one that is unusual; any of the others may be
reason enough to refuse them. Each keeps what sets it apart, beside the smallest valid body. Bodies drawn
at random keep a few members, so that some of them are answered.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from oaic_spec import Operation

from oaic_suite.asking.plan import MOST_TOKENS
from oaic_suite.asking.surface import limit_names
from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.fuzz.draw import Draw

SYSTEMATIC = "coverage"  # the engine's phase
MOST_CHOICES = 2
ANSWERED_EACH = ("input", "prompt")  # a vector, or a text, for every one
MOST_EACH = 16  # of thousands nobody could read all
CEILINGS = dict.fromkeys(limit_names(), MOST_TOKENS) | {"n": MOST_CHOICES, "best_of": MOST_CHOICES}
COSTLY = (
    "web_search_options",
    "store",
    "background",
)  # searches are billed; what is stored, or nobody waits for, stays
NOWHERE = "https://example.invalid/"  # RFC 2606: a server that fetches what it is told bothers nobody
FEW = 3  # members of a random body that stay as they were drawn
STREAMED = 3  # one in so many asks for a stream
Json = dict[str, Any]


@dataclass(frozen=True)
class Tamer:
    operation: Operation
    plain: Mapping[str, Any]  # the smallest valid body
    limit_name: str
    seed: int

    def tame(self, draws: Iterable[Draw]) -> list[Draw]:
        read = [(draw, object_of(draw)) for draw in draws]
        usual = most_common(body for draw, body in read if body and draw.bucket[0] == SYSTEMATIC)
        return [draw if body is None else self.tamed(draw, body, usual) for draw, body in read]

    def tamed(self, draw: Draw, body: Json, usual: Mapping[str, str]) -> Draw:
        kept = self.kept(draw, body, usual)
        thin = self.cheap(draw, self.thinned(draw, body, kept))
        told = thin if self.accepts(thin) is self.accepts(body) else self.cheap(draw, body)
        return replace(draw, body=json.dumps(told).encode(), bucket=(*draw.bucket, *kept))

    def accepts(self, body: Json) -> bool:
        return self.operation.request is not None and self.operation.request.accepts(body)

    def kept(self, draw: Draw, body: Json, usual: Mapping[str, str]) -> list[str]:
        """The members a body is about."""
        if draw.bucket[0] == SYSTEMATIC:
            apart = {name for name in usual if usual[name] != json.dumps(body.get(name))}
            return sorted(apart | (body.keys() - usual.keys()))
        return sorted(body, key=lambda name: replace(draw, path=name).lot(self.seed))[:FEW]

    def thinned(self, draw: Draw, body: Json, kept: list[str]) -> Json:
        """What sets it apart beside the plainest; what is left out sets it apart only where it is to be refused."""
        apart = kept if draw.meant_invalid else [name for name in kept if name in body]
        plain = {name: value for name, value in self.plain.items() if name not in apart}
        return plain | {name: body[name] for name in kept if name in body}

    def cheap(self, draw: Draw, body: Json) -> Json:
        """The same to the target's model, and with an end."""
        named = isinstance(body.get("model"), str) and "model" in self.plain
        model = {"model": self.plain["model"]} if named else {}
        told: Json = nowhere(body | model)
        told |= {name: lowered(told[name], most) for name, most in CEILINGS.items() if name in told}
        told |= self.few(told)
        if draw.meant_invalid:
            return told
        told = {name: value for name, value in told.items() if name not in COSTLY}
        return told | self.harmless | self.end(told) | self.streamed(draw)

    def few(self, body: Json) -> Json:
        """Of what is answered one by one no more than so many, unless there being more is what is wrong."""
        cut = {name: each[:MOST_EACH] for name in ANSWERED_EACH if isinstance(each := body.get(name), list)}
        many = {name: each for name, each in cut.items() if len(body[name]) > len(each)}
        return many if many and self.accepts(body) else {}

    @property
    def harmless(self) -> Json:
        """What the plainest body says of what is costly: left out it might be done."""
        return {name: value for name, value in self.plain.items() if name in COSTLY}

    def end(self, body: Json) -> Json:
        """A limit where there is none, and there might be one."""
        endless = self.limit_name and self.operation.stream and all(body.get(name) is None for name in limit_names())
        return {self.limit_name: MOST_TOKENS} if endless else {}

    def streamed(self, draw: Draw) -> Json:
        stream = self.operation.stream
        return dict(stream.asked_by) if stream and draw.lot(self.seed) % STREAMED == 0 else {}


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


def nowhere(value: Any) -> Any:
    """The same, with every address leading nowhere."""
    if isinstance(value, dict):
        return {name: nowhere(child) for name, child in value.items()}
    if isinstance(value, list):
        return [nowhere(child) for child in value]
    return NOWHERE if isinstance(value, str) and "://" in value else value
