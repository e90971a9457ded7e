"""Our own transcripts: the exchanges that a run.json holds."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Any, BinaryIO

from oaic_suite.evidence.exchange import ANSWERED
from oaic_suite.judging.document import foreign_run
from oaic_suite.traffic import heard
from oaic_suite.traffic.heard import Entry, Heard, Misheard, Misshapen, Unreadable, mapping

MASKED = "[redacted]"


def read(file: BinaryIO) -> Iterator[Entry]:
    """A run is held whole: it has bounds of its own."""
    try:
        run = foreign_run.parsed(file.read(foreign_run.LARGEST + 1))
    except foreign_run.TooMuch as error:
        raise Unreadable(str(error)) from None
    except ValueError:
        raise Unreadable("it is not JSON") from None
    kept = run.get("exchanges") if isinstance(run, dict) else None
    if not isinstance(kept, dict):
        raise Unreadable("it holds no exchanges")
    for told in kept.values():
        try:
            yield entry(mapping(told, "an exchange"))
        except Misshapen as wrong:
            yield Misheard(str(wrong))


def entry(told: dict[str, Any]) -> Heard:
    request = mapping(told.get("request"), "request")
    answered = told.get("ended") in ANSWERED[:1]
    return Heard(
        heard.text(request.get("method"), "request.method"),
        heard.text(request.get("url"), "request.url"),
        sent(request),
        heard.headers(request.get("headers")),
        heard.status(told.get("status")) if answered else None,
        heard.headers(told.get("headers")),
        body(told),
        version=version if isinstance(version := told.get("http_version"), str) else "",
        encoded=encoded if isinstance(encoded := told.get("encoded_bytes"), int) else 0,
    )


def sent(request: dict[str, Any]) -> bytes | None:
    if isinstance(exact := request.get("body_base64"), str):
        return from_base64(exact)
    said = request.get("body")
    return said.encode("utf-8", "surrogatepass") if isinstance(said, str) else None


def from_base64(exact: str) -> bytes:
    try:
        return b64decode(exact)
    except ValueError:
        raise Misshapen("request.body_base64 is not base64") from None


def body(told: dict[str, Any]) -> bytes | None:
    """What came, where all of it was kept as it was."""
    said = told.get("body")
    if not isinstance(said, str) or told.get("body_truncated") or MASKED in said:
        return None
    found = said.encode("utf-8", "surrogatepass")
    return found if len(found) == told.get("body_bytes") else None
