"""What mitmproxy keeps: flows as tagged netstrings, one behind the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from oaic_suite.evidence.exchange import joined
from oaic_suite.traffic import heard
from oaic_suite.traffic.coded import decoded
from oaic_suite.traffic.heard import DEEPEST, LARGEST, MIB, Entry, Heard, Misheard, Misshapen, Unreadable, mapping

DIGITS = 10
TEXT, BYTES, LIST, MEMBERS, NOTHING = b";", b",", b"]", b"}", b"~"
NUMBERS: dict[bytes, Callable[[bytes], int | float]] = {b"#": int, b"^": float}


def read(file: BinaryIO) -> Iterator[Entry]:
    while (size := length(file)) is not None:
        told, tag = file.read(size), file.read(1)
        if len(told) < size or not tag:
            raise Unreadable("it ends in the middle of an entry")
        try:
            flow = mapping(value(told, tag, 0), "a flow")
            if flow.get("type") == "http":
                yield entry(flow)
        except Misshapen as wrong:
            yield Misheard(str(wrong))


def length(file: BinaryIO) -> int | None:
    """How long the next flow is; None where there is none."""
    digits = b""
    while (one := file.read(1)) not in (b":", b""):
        digits += one
        if not digits.isdigit() or len(digits) > DIGITS:
            raise Unreadable("it is no file of flows")
    if not digits and not one:
        return None
    if not one or not digits or int(digits) > LARGEST:
        raise Unreadable(f"an entry has no length, or is larger than {LARGEST // MIB} MiB")
    return int(digits)


def value(told: bytes, tag: bytes, depth: int) -> Any:
    if depth > DEEPEST:
        raise Misshapen(f"it is nested more than {DEEPEST} levels deep")
    if tag in (LIST, MEMBERS):
        found = list(values(told, depth + 1))
        return found if tag == LIST else dict(zip(map(name, found[::2]), found[1::2], strict=False))
    if tag in NUMBERS:
        return number(told, tag)
    if tag == TEXT:
        return told.decode("utf-8", "replace")
    return {BYTES: told, NOTHING: None}.get(tag, told == b"true")


def number(told: bytes, tag: bytes) -> int | float:
    try:
        return NUMBERS[tag](told)
    except ValueError:
        raise Misshapen("a number is none") from None


def name(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def values(told: bytes, depth: int) -> Iterator[Any]:
    at = 0
    while at < len(told):
        colon = told.find(b":", at, at + DIGITS + 2)
        digits = told[at:colon] if colon > 0 else b""
        if not digits.isdigit():
            raise Misshapen("a flow is cut short")
        end = colon + 1 + int(digits)
        yield value(told[colon + 1 : end], told[end : end + 1], depth)
        at = end + 1


def entry(flow: dict[str, Any]) -> Heard:
    request, response = mapping(flow.get("request"), "request"), mapping(flow.get("response") or {}, "response")
    headers = heard.headers(response.get("headers"))
    kept, coding = response.get("content"), joined(headers, "content-encoding") or ""
    body, encoded = decoded(kept, coding, as_it_stands=False) if isinstance(kept, bytes) else (None, 0)
    sent, is_whole = request.get("content"), not flow.get("error")  # such as who left in the middle
    return Heard(
        said(request.get("method")),
        address(request),
        sent if isinstance(sent, bytes) and sent else None,
        heard.headers(request.get("headers")),
        heard.status(response.get("status_code")) if is_whole else None,
        headers,
        body,
        version=said(response.get("http_version")),
        encoded=encoded,
    )


def address(request: dict[str, Any]) -> str:
    path = said(request.get("path"))
    return f"{said(request.get('scheme'))}://{said(request.get('host'))}:{request.get('port')}{path}"


def said(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""
