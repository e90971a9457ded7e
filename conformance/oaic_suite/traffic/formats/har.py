"""HAR, as browsers, their drivers and debugging proxies export it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from math import isfinite
from typing import Any, BinaryIO

from oaic_suite.evidence.exchange import Headers
from oaic_suite.traffic import heard
from oaic_suite.traffic.formats.elements import elements
from oaic_suite.traffic.formats.entries import entry_of
from oaic_suite.traffic.heard import Entry, Heard, Misshapen, mapping

ENTRIES = ("", "log", "entries")


def read(file: BinaryIO) -> Iterator[Entry]:
    for told in elements(file, lambda path: path == ENTRIES):
        yield entry_of(told, entry)


def entry(told: dict[str, Any]) -> Heard:
    request, response = mapping(told.get("request"), "request"), mapping(told.get("response"), "response")
    content = response.get("content")
    headers = heard.headers(response.get("headers"))
    return Heard(
        heard.text(request.get("method"), "request.method"),
        heard.text(request.get("url"), "request.url"),
        posted(request.get("postData")),
        heard.headers(request.get("headers")),
        None if response.get("_error") else heard.status(response.get("status")),
        headers,
        body(content if isinstance(content, dict) else {}, response),
        version=version(response.get("httpVersion")),
        encoded=size(response.get("bodySize")) if is_encoded(headers) else 0,
    )


def posted(data: Any) -> bytes | None:
    said = data.get("text") if isinstance(data, dict) else None
    return said.encode("utf-8", "replace") if isinstance(said, str) and said else None


def body(content: dict[str, Any], response: dict[str, Any]) -> bytes | None:
    """What came, with its coding taken off; None where there was something and it was not kept, or not all of it."""
    said = content.get("text")
    if not isinstance(said, str):
        return None if size(content.get("size")) or size(response.get("bodySize")) else b""
    found = octets(said, content.get("encoding"))
    return found if len(found) >= size(content.get("size")) else None


def octets(said: str, encoding: Any) -> bytes:
    if encoding != "base64":
        return said.encode("utf-8", "surrogatepass")
    try:
        return b64decode(said, validate=True)
    except ValueError:
        raise Misshapen("response.content.text is not base64") from None


def is_encoded(headers: Headers) -> bool:
    return any(name.lower() == "content-encoding" for name, _ in headers)


def size(value: Any) -> int:
    return max(int(value), 0) if isinstance(value, int | float) and isfinite(value) else 0


def version(value: Any) -> str:
    """`http/1.1` as it stands in a status line; names of other protocols as they are."""
    return value.upper() if isinstance(value, str) and value.lower().startswith("http/") else ""
