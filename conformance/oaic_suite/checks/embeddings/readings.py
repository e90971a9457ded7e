"""Embeddings as vectors, whichever way they were sent."""

from __future__ import annotations

import base64
import itertools
import math
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from oaic_suite.checks.chat.readings import prompts
from oaic_suite.evidence.located import Located
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.reply import Reply
from oaic_suite.evidence.unsettled import NotEstablished

Vector = Sequence[float]

EMBEDDING = "/data/*/embedding"
COUNTS = ("/usage/prompt_tokens", "/usage/total_tokens")
FLOAT = 4  # bytes
STEADY = 0.01  # how far two answers about one text may lie apart: models are not exact
SAME = 0.02
APART = 0.1


def embeddings(reply: Reply) -> list[Located]:
    """The embedding of every entry, or ABSENT in its place."""
    return [entry.below("embedding") for entry in reply.each("/data/*")]


def is_array_of_numbers(value: object) -> bool:
    return isinstance(value, list) and all(type(each) in (int, float) for each in value)


def as_floats(numbers: Any) -> Vector:
    """JSON bounds no number: one that no float holds is infinite."""
    return [number if type(number) is float else as_float(number) for number in numbers]


def as_float(number: float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def decoded(text: str) -> Vector | None:
    """The 32-bit floats, low byte first, that base64 text stands for."""
    try:
        raw = base64.b64decode(text, validate=True)
        return struct.unpack(f"<{len(raw) // FLOAT}f", raw)
    except (ValueError, struct.error):
        return None


def undecodable(reply: Reply) -> list[Finding]:
    texts = [found for found in reply.sound(EMBEDDING) if isinstance(found.value, str)]
    if not texts:
        raise NotEstablished("no embedding is base64", reply.owner("@base64"))
    wrong = [found for found in texts if decoded(found.value) is None]
    return [Finding(found.place, "base64 of 32-bit floats", clipped(found.value)) for found in wrong]


def clipped(text: str, length: int = 60) -> str:
    return repr(text if len(text) <= length else text[:length] + "…") + f", {len(text)} characters"


def vectors(reply: Reply) -> list[Located]:
    """The vector of every entry; there is at least one."""
    found = reply.sound(EMBEDDING)
    components = [decoded(each.value) if isinstance(each.value, str) else each.value for each in found]
    if None in components:
        raise NotEstablished("an embedding is not base64 of 32-bit floats", reply.owner("@floats"))
    if not all(isinstance(vector, tuple) or is_array_of_numbers(vector) for vector in components):
        raise NotEstablished("an embedding is not an array of numbers", reply.owner(EMBEDDING))
    return [Located(as_floats(vector), each.place) for vector, each in zip(components, found, strict=True)]


def lengths(reply: Reply) -> list[Located]:
    """How many components each vector has."""
    return [Located(len(vector.value), vector.place) for vector in vectors(reply)]


def norms(reply: Reply) -> list[Located]:
    """The length of each vector that has components."""
    return [Located(math.hypot(*vector.value), vector.place) for vector in vectors(reply) if vector.value]


def not_numbers(reply: Reply) -> list[Finding]:
    """The components that are infinite, or no number at all."""
    return [
        Finding(vector.place, "finite numbers", f"{component} at {index}")
        for vector in vectors(reply)
        for index, component in enumerate(vector.value)
        if not math.isfinite(component)
    ]


# --- compared ------------------------------------------------------------------------------------------


def at_index(reply: Reply, index: int) -> Located:
    """The vector of one input, wherever its entry stands."""
    indexes = [found.value for found in reply.sound("/data/*/index")]
    if indexes.count(index) != 1:
        raise NotEstablished(f"not exactly one entry has index {index}", reply.owner("@indexes"))
    return vectors(reply)[indexes.index(index)]


def distance(one: Vector, other: Vector) -> float:
    """How far apart two vectors lie, measured by the length of the first; without end where they cannot be compared."""
    if len(one) != len(other) or not all(map(math.isfinite, other)):
        return math.inf
    return math.dist(one, other) / (math.hypot(*one) or 1)


def steady(first: Reply, again: Reply) -> Vector:
    """The vector of a text, where it is the same each time it is asked for."""
    one: Vector = at_index(first, 0).value
    apart = distance(one, at_index(again, 0).value)
    if apart > STEADY:
        raise NotEstablished(f"the vector of one text moves by {apart:.0%} from answer to answer")
    return one


def moved(reply: Reply, known: Vector) -> list[Finding]:
    """The one vector of a reply, where it is not the one known."""
    found = at_index(reply, 0)
    apart = distance(known, found.value)
    observed = f"one of {len(found.value)} components, {apart:.0%} away"
    return [] if apart <= SAME else [Finding(found.place, f"the same vector, of {len(known)} components", observed)]


def misplaced(reply: Reply, known: Sequence[Vector]) -> list[Finding]:
    """The vectors of a reply that lie nearer to that of another input than to that of their own."""
    texts = [one for place, one in enumerate(known) if one not in known[:place]]
    if min((distance(one, other) for one, other in itertools.combinations(texts, 2)), default=0.0) < APART:
        raise NotEstablished("different texts have the same vector")
    found = [at_index(reply, index) for index in range(len(known))]
    nearest = [min(texts, key=lambda text: distance(text, vector.value)) for vector in found]
    return [
        Finding(vector.place, f"the vector of input {index}", f"that of input {known.index(near)}")
        for index, (vector, near) in enumerate(zip(found, nearest, strict=True))
        if near != known[index]
    ]


def strayed(reply: Reply, known: Sequence[Vector]) -> list[Finding]:
    """The vectors of a reply that lie far from that of the same text alone; in the wrong place they are no strays."""
    if misplaced(reply, known):
        raise NotEstablished("a text has the vector of another", "embeddings.vectors.order")
    found = [at_index(reply, index) for index in range(len(known))]
    apart = [distance(one, vector.value) for one, vector in zip(known, found, strict=True)]
    return [
        Finding(vector.place, "the vector of the same text alone", f"one {far:.0%} away from it")
        for vector, far in zip(found, apart, strict=True)
        if far > APART
    ]


# --- how a request has it ------------------------------------------------------------------------------


def as_base64(body: Mapping[str, Any]) -> bool:
    return body.get("encoding_format") == "base64"


def as_ids(body: Mapping[str, Any]) -> bool:
    """Whether the input comes as token ids."""
    return prompts.are_ids(body.get("input"))


def as_text(body: Mapping[str, Any]) -> bool:
    return not as_ids(body)
