"""What a page holds packed, as a browser has it once it is inflated."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b85decode
from collections.abc import Iterable, Iterator
from typing import Any

AS_PACKED = str.maketrans({".": "<", ",": ">", ":": "&"})


def unpacked(html: str) -> dict[str, Any]:
    packed = re.search(r'id="archive">([^<]*)<', html)
    assert packed
    return json.loads(zlib.decompress(b85decode(packed[1].translate(AS_PACKED))))


def nodes(archive: dict[str, Any]) -> Iterator[Any]:
    lines = [line for fold in archive["folds"].values() for line in fold.values()]
    yield from (node for some in [*lines, *archive["bodies"].values()] for node in some)


def elements(archive: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    pending = list(nodes(archive))
    while pending:
        node = pending.pop()
        if not isinstance(node, str):
            name, attributes, *inside = node
            yield name, attributes
            pending += inside


def texts(archive: dict[str, Any]) -> str:
    return "".join(text(node) for node in nodes(archive))


def text(node: Any) -> str:
    return node if isinstance(node, str) else "".join(text(inside) for inside in node[2:])


def ids(found: Iterable[tuple[str, dict[str, str]]]) -> list[str]:
    return [attributes["id"] for _, attributes in found if "id" in attributes]
