"""Which operation of the contract a request was for, by its method and its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from oaic_spec import Operation, contract
from oaic_spec.mounts import API

VERSIONED = re.compile(r"/v\d+$")
USUAL_PORT = re.compile(r"^(http://[^/]*):80(?=/|$)|^(https://[^/]*):443(?=/|$)")  # which some recorders write out


@dataclass(frozen=True)
class Addressed:
    operation: str
    base: str  # what stands before the path of the operation


@lru_cache(maxsize=4096)
def addressed(method: str, url: str, base_url: str | None = None) -> Addressed | None:
    """Below a base URL that is given; else below a version; what has a body anywhere, as few paths end so by chance."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[
        return None
    if base_url is not None:
        return below(method, url, base_url)
    for base, path in splits(parts.path):
        operation = contract().operation_at(method, path)
        if operation and is_likely(operation, base):
            return Addressed(operation.id, unported(f"{parts.scheme}://{without_user(parts.netloc)}{base}"))
    return None


def below(method: str, url: str, base_url: str) -> Addressed | None:
    base, asked = unported(base_url.rstrip("/")), unported(url)
    if not asked.startswith(f"{base}/"):
        return None
    operation = contract().operation_at(method, urlsplit(asked.removeprefix(base)).path)
    return Addressed(operation.id, base) if operation else None


def unported(url: str) -> str:
    """An address without the port that its scheme has anyway."""
    return USUAL_PORT.sub(r"\1\2", url)


def splits(path: str) -> Iterator[tuple[str, str]]:
    """Every way to part a path in two, the longest operation first."""
    path = path.rstrip("/") if path != "/" else path
    for at, sign in enumerate(path):
        if sign == "/":
            yield path[:at], path[at:]


def is_likely(operation: Operation, base: str) -> bool:
    if VERSIONED.search(base):
        return operation.servers[0] == API
    return operation.request is not None


def without_user(netloc: str) -> str:
    return netloc.rpartition("@")[2]
