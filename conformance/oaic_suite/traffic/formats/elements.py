"""The elements of one array in a large JSON document, one after another: never more than one of them is held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from oaic_suite.traffic.heard import DEEPEST, LARGEST, MIB, Unreadable

STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
TOKEN = re.compile(STRING + rb'|[{}\[\],:]|"', re.DOTALL)
OPEN, CLOSE = {b"{": b"}", b"[": b"]"}, (b"}", b"]")
Path = tuple[str, ...]


class Scanner:
    """Follows the structure of a document, and cuts out each object that stands in a wanted array."""

    def __init__(self, wanted: Callable[[Path], bool]) -> None:
        self.wanted = wanted
        self.closing: list[bytes] = []
        self.path: list[str] = []  # the member under which each level stands
        self.member = ""
        self.last = b""
        self.depth = 0  # of the element that is being read; 0: none is
        self.begun = 0

    def take(self, token: bytes, start: int, end: int) -> tuple[int, int] | None:
        """Where the element stands that this token ended."""
        if token in OPEN:
            self.opened(token, start)
        elif token in CLOSE:
            return self.closed(token, end)
        elif token == b":":
            self.member = self.last[1:-1].decode("utf-8", "replace")
        elif token == b",":
            self.member = ""
        else:
            self.last = token
        return None

    def opened(self, token: bytes, start: int) -> None:
        if not self.depth and token == b"{" and self.closing[-1:] == [b"]"] and self.wanted(tuple(self.path)):
            self.depth, self.begun = len(self.closing) + 1, start
        self.closing.append(OPEN[token])
        if not self.depth:
            self.path.append(self.member)
        self.member = ""
        if len(self.closing) > DEEPEST:
            raise Unreadable(f"it is nested more than {DEEPEST} levels deep")

    def closed(self, token: bytes, end: int) -> tuple[int, int] | None:
        if not self.closing or self.closing.pop() != token:
            raise Unreadable("it is not JSON: brackets do not match")
        if self.depth and len(self.closing) < self.depth:
            self.depth = 0
            return self.begun, end
        if not self.depth:
            self.path.pop()
        return None


def elements(file: BinaryIO, wanted: Callable[[Path], bool]) -> Iterator[bytes]:
    """The text of each object in the arrays whose path of members is wanted; the root has the path `("",)`."""
    scanner, held, at = Scanner(wanted), b"", 0
    while piece := file.read(MIB):
        held += piece
        for match in TOKEN.finditer(held, at):
            if match[0] == b'"':  # a text that goes on in the next piece
                break
            at = match.end()
            if found := scanner.take(match[0], match.start(), at):
                yield bounded(held[slice(*found)])
        keep = scanner.begun if scanner.depth else at
        held, at, scanner.begun = held[keep:], at - keep, 0
        bounded(held)
    if scanner.closing:
        raise Unreadable("it ends in the middle of an entry")


def bounded(told: bytes) -> bytes:
    if len(told) > LARGEST:
        raise Unreadable(f"an entry is larger than {LARGEST // MIB} MiB")
    return told
