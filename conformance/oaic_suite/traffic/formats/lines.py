"""Lines of JSON, each an exchange: plain logs of requests and responses, as gateways and proxies write them.

What an exchange is made of stands under `request` and `response`, or beside each other under names that say so. A
body is text as it came, or JSON that was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from oaic_suite.traffic import heard
from oaic_suite.traffic.formats.elements import elements
from oaic_suite.traffic.formats.entries import entry_of
from oaic_suite.traffic.heard import LARGEST, MIB, Entry, Heard, Misshapen, Unreadable

URL = ("url", "uri", "path", "endpoint")
STATUS = ("status", "status_code", "statusCode", "response_status", "code")
EXACT = ("body", "text", "raw", "sse", "response_body", "response_text", "content", "json", "response_json")
SENT = ("body", "json", "request_body", "request_json", "content", "data")
SPACE = b" \t\r\n"


def read(file: BinaryIO) -> Iterator[Entry]:
    """Each line; or each element, where the whole is one array."""
    if begins_with(file, b"["):
        yield from (entry_of(each, entry) for each in elements(file, lambda path: path == ("",)))
        return
    while line := file.readline(LARGEST + 1):
        if len(line) > LARGEST:
            raise Unreadable(f"a line is longer than {LARGEST // MIB} MiB")
        if line.strip():
            yield entry_of(line, entry)


def begins_with(file: BinaryIO, sign: bytes) -> bool:
    start = file.tell()
    begun = file.read(MIB // 16)
    file.seek(start)
    return begun.lstrip(SPACE).startswith(sign)


def entry(told: dict[str, Any]) -> Heard:
    request = told["request"] if isinstance(told.get("request"), dict) else told
    response = told["response"] if isinstance(told.get("response"), dict) else {}
    url = first(request, URL) or first(told, URL)
    body, exact = as_bytes(first(response, EXACT) if response else first(told, EXACT[1:]))
    return Heard(
        str(first(request, ("method",)) or told.get("method") or "POST").upper(),
        heard.text(url, "the address"),
        as_bytes(first(request, SENT) if request is not told else first(told, SENT))[0],
        heard.headers(request.get("headers") if request is not told else told.get("request_headers")),
        answered(first(response, STATUS) or first(told, STATUS)),
        heard.headers(response.get("headers") or told.get("response_headers")),
        body,
        exact,
    )


def first(told: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((told[name] for name in names if told.get(name) is not None), None)


def answered(value: Any) -> int | None:
    if value is None:
        raise Misshapen("it names no status")
    return heard.status(value)


def as_bytes(value: Any) -> tuple[bytes | None, bool]:
    """A body, and whether these are its bytes as they came; who logs nothing may have lost something."""
    if value is None or value == "":
        return None, False
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass"), True
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), False
