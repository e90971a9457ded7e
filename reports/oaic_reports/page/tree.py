"""Markup as a tree of numbered nodes: a browser can build it from elements and texts, without reading markup."""

from __future__ import annotations

import re
from collections.abc import Callable

# Markup as our templates write it: attributes in double quotes, every element closed, `<` and `>` nowhere else.
TAG = re.compile("<([^>]*)>")
ATTRIBUTE = re.compile(r'([a-zA-Z-]+)(?:="([^"]*)")?')
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))  # as our templates escape

Text = Callable[[str], int]  # gives a text its number
Element = Callable[[str, list[int]], int]  # gives one to an element, by how it begins and the nodes in it


def tree(markup: str, text: Text, element: Element) -> list[int]:
    """The outermost nodes; those in a node have their numbers before it has its own."""
    begun: list[tuple[str, list[int]]] = [("", [])]
    kept = 0
    for place, piece in enumerate(TAG.split(str.__str__(markup))):
        if place % 2 == 0:
            if piece and (kept or not is_layout(piece)):
                begun[-1][1].append(text(unescape(piece)))
        elif piece[0] != "/":
            begun.append((piece.removesuffix("/"), []))
            kept += keeps_space(piece)
        if place % 2 and "/" in (piece[0], piece[-1]):
            head, inside = begun.pop()
            begun[-1][1].append(element(head, inside))
            kept -= keeps_space(head)
    return begun[0][1]


def is_layout(text: str) -> bool:
    """Whether it only sets the lines of a template apart."""
    return "\n" in text and not text.strip()


def keeps_space(head: str) -> bool:
    return head == "pre" or head.startswith("pre ")


def read(head: str) -> tuple[str, dict[str, str]]:
    """The name of an element, and its attributes."""
    name, _, attributes = head.partition(" ")
    return name, {found[1]: unescape(found[2] or "") for found in ATTRIBUTE.finditer(attributes)}


def unescape(text: str) -> str:
    if "&" in text:
        for entity, character in ENTITIES:
            text = text.replace(entity, character)
    return text
