"""Batches as they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import orjson

from oaic_server.state.shelf import Codec

Json = dict[str, Any]
Lines = tuple[bytes, ...]  # of JSON, each without its end


@dataclass(frozen=True)
class KeptBatch:
    """What is told of it, and lines: of requests that are left, of answers, and of what has failed."""

    told: bytes
    left: Lines = ()
    answered: Lines = ()
    failed: Lines = ()

    @property
    def resource(self) -> Json:
        resource: Json = orjson.loads(self.told)
        return resource

    @property
    def status(self) -> str:
        return str(self.resource["status"])

    def telling(self, **members: Any) -> KeptBatch:
        """The same, with other members in what is told of it."""
        return replace(self, told=orjson.dumps({**self.resource, **members}))


def written(batch: KeptBatch) -> bytes:
    lines = (batch.left, batch.answered, batch.failed)
    return orjson.dumps([orjson.Fragment(batch.told), *([orjson.Fragment(line) for line in each] for each in lines)])


def read(text: bytes) -> KeptBatch:
    told, *lines = orjson.loads(text)
    return KeptBatch(orjson.dumps(told), *map(as_lines, lines))


def as_lines(values: Iterable[Json]) -> Lines:
    return tuple(map(orjson.dumps, values))


def size(batch: KeptBatch) -> int:
    return len(batch.told) + sum(sum(map(len, lines)) for lines in (batch.left, batch.answered, batch.failed))


BATCH = Codec(written, read, size)
