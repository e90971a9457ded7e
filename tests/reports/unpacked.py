"""What a page holds packed, as a browser has it once it is inflated."""

from __future__ import annotations

import json
import lzma
import re
import zlib
from base64 import b85decode
from collections.abc import Iterable, Iterator
from typing import Any

FILTERS = [{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 22, "lc": 3, "lp": 0, "pb": 0}]
UNPACKING = {"deflate": zlib.decompress, "lzma": lambda packed: lzma.decompress(packed, lzma.FORMAT_RAW, None, FILTERS)}
AS_PACKED = str.maketrans({".": "<", ",": ">", ":": "&"})


def unpacked(html: str) -> dict[str, Any]:
    packed = re.search(r'id="archive" data-coding="(\w+)" data-length="(\d+)">([^<]*)<', html)
    assert packed
    coding, length, text = packed.groups()
    plain = UNPACKING[coding](b85decode(text.translate(AS_PACKED)))
    assert len(plain) == int(length)
    return whole(json.loads(plain))


def whole(archive: dict[str, Any]) -> dict[str, Any]:
    """With nodes in place of the numbers that refer to them."""
    known: list[Any] = []

    def referred(node: Any) -> Any:
        if isinstance(node, list):
            head, *inside = node
            return [*archive["heads"][head], *map(referred, inside)]
        return known[node] if isinstance(node, int) else node

    def parts(some: dict[str, Any]) -> dict[str, Any]:
        return {anchor: [referred(node) for node in nodes] for anchor, nodes in some.items()}

    for node in archive["shared"]:
        known.append(referred(node))
    return {
        "folds": {fold: parts(lines) for fold, lines in archive["folds"].items()},
        "bodies": parts(archive["bodies"]),
    }


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
