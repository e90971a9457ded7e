"""Markup as a tree of lists: a browser can build it from elements and texts, without reading markup."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# Markup as our templates write it: attributes in double quotes, every element closed, `<` and `>` nowhere else.
PIECE = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>[^>]*?)(?P<closed>/?)>|(?P<text>[^<]+)")
ATTRIBUTE = re.compile(r'([a-zA-Z-]+)(?:="([^"]*)")?')
KEEPS_SPACE = "pre"
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))  # as our templates escape

Node = Any  # a text, or a list: the name of an element, its attributes, and each node in it


def tree(markup: str) -> list[Node]:
    top: list[Node] = []
    open, kept = [top], 0
    for piece in PIECE.finditer(str.__str__(markup)):
        name = piece["name"]
        if name is None:
            if kept or piece["text"].strip() or "\n" not in piece["text"]:
                open[-1].append(unescape(piece["text"]))
        elif piece["end"]:
            open.pop()
            kept -= name == KEEPS_SPACE
        else:
            element: list[Node] = [name, attributes(piece["attributes"])]
            open[-1].append(element)
            if not piece["closed"]:
                open.append(element)
                kept += name == KEEPS_SPACE
    return top


def unescape(text: str) -> str:
    if "&" in text:
        for entity, character in ENTITIES:
            text = text.replace(entity, character)
    return text


@lru_cache(maxsize=4096)
def attributes(text: str) -> dict[str, str]:
    """The same for elements that begin alike: nobody changes them."""
    return {found[1]: unescape(found[2] or "") for found in ATTRIBUTE.finditer(text)}
