"""Cassettes: what vcrpy and Ruby's VCR keep, in JSON or in YAML."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Any, BinaryIO

from oaic_suite.evidence.exchange import joined
from oaic_suite.traffic import heard
from oaic_suite.traffic.coded import decoded
from oaic_suite.traffic.formats.elements import elements
from oaic_suite.traffic.formats.entries import entry_of
from oaic_suite.traffic.formats.yaml_elements import yaml_elements
from oaic_suite.traffic.heard import Entry, Heard, Misheard, Misshapen, mapping

LISTS = ("interactions", "http_interactions")


def read_json(file: BinaryIO) -> Iterator[Entry]:
    for told in elements(file, lambda path: len(path) == 2 and path[1] in LISTS):
        yield entry_of(told, entry)


def read_yaml(file: BinaryIO) -> Iterator[Entry]:
    for told in yaml_elements(file, LISTS):
        try:
            yield entry(mapping(told, "an entry"))
        except Misshapen as wrong:
            yield Misheard(str(wrong))


def entry(told: dict[str, Any]) -> Heard:
    request, response = mapping(told.get("request"), "request"), mapping(told.get("response"), "response")
    headers = heard.headers(response.get("headers"))
    kept, coding = body_of(response.get("body")), joined(headers, "content-encoding") or ""
    body, encoded = (None, 0) if kept is None else decoded(kept, coding, as_it_stands=True)
    return Heard(
        heard.text(request.get("method"), "request.method").upper(),
        heard.text(request.get("uri") or request.get("url"), "request.uri"),
        body_of(request.get("body")) or None,
        heard.headers(request.get("headers")),
        heard.status(status_of(response)),
        headers,
        body,
        encoded=encoded,
    )


def status_of(response: dict[str, Any]) -> Any:
    status = response.get("status", response.get("status_code"))
    return status.get("code") if isinstance(status, dict) else status


def body_of(value: Any) -> bytes | None:
    """A body as it was kept: as text, as bytes, or under a name that says which."""
    if isinstance(value, dict):
        encoded = value.get("base64_string")
        return from_base64(encoded) if encoded is not None else body_of(value.get("string", value.get("text")))
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return value if isinstance(value, bytes) else None


def from_base64(value: Any) -> bytes:
    try:
        return b64decode(value)
    except (TypeError, ValueError):
        raise Misshapen("base64_string is not base64") from None
