"""The place that decided a verdict: the text around it, and the part to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oaic_suite.judging.document.run_json import Exchange, Run, Where

from oaic_reports.body import received, shown
from oaic_reports.untrusted import capped

BEFORE, AFTER, MARKED, LINES, NAME = 240, 120, 600, 2000, 200
CONTINUATION = bytes(range(0x80, 0xC0))
BEGUN = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,2}\Z")
REPLACEMENT = "\ufffd".encode()


@dataclass(frozen=True)
class Spot:
    """`marked` is empty where something is missing between `before` and `after`, None where nothing was found."""

    label: str
    before: str
    marked: str | None
    after: str


def spot(run: Run, where: Where | None) -> Spot | None:
    if where is None:
        return None
    exchange = run["exchanges"].get(where["exchange"])
    text = exchange and (in_header(exchange, where) or in_body(exchange, where))
    if not text:
        return Spot(label(where), where["excerpt"] or "", None, "")
    ahead, marked, behind = text
    return Spot(label(where), ahead[-LINES:], capped(marked, MARKED), behind[:LINES])


def bracketed(place: Spot, context: int) -> str:
    """The place in plain text, what matters in brackets."""
    if place.marked is None:
        return capped(place.before, 3 * context)
    marked = capped(place.marked, 2 * context) or " "
    return f"{place.before[-context:]}⟦{marked}⟧{place.after[:context]}"


def label(where: Where) -> str:
    """Where to look, from the outside in: exchange e3, frame 7, bytes 812–831, /choices/0."""
    parts = [
        f"exchange {where['exchange']}",
        where["header"] and f"header {where['header']}",
        where["frame"] is not None and f"frame {where['frame']}",
        where["bytes"] and span_label(*where["bytes"]),
        where["pointer"],
    ]
    return ", ".join(capped(part, NAME) for part in parts if part)


def span_label(start: int, end: int) -> str:
    return f"byte {start}" if start == end else f"bytes {start}–{end}"


def in_header(exchange: Exchange, where: Where) -> tuple[str, str, str] | None:
    """All the headers, with the line in question set apart; a missing one belongs at the end."""
    if where["header"] is None:
        return None
    lines = [(name.lower(), f"{name}: {value}") for name, value in exchange["headers"]]
    at = next((n for n, (name, _) in enumerate(lines) if name == where["header"].lower()), len(lines))
    texts = [f"{text}\n" for _, text in lines]
    return "".join(texts[:at]), "".join(texts[at : at + 1]).rstrip("\n"), "\n" + "".join(texts[at + 1 :])


def in_body(exchange: Exchange, where: Where) -> tuple[str, str, str] | None:
    body = received(exchange)
    span = where["bytes"]
    if not span or not 0 <= span[0] <= span[1] <= len(body) or drifted(exchange, body[: span[0]]):
        return None
    start, end = span
    return before(body[:start]), shown(body[start:end]), after(body[end:])


def before(text: bytes) -> str:
    """Its end, from the first byte of a character on."""
    if len(text) <= BEFORE:
        return shown(text)
    return "…" + shown(text[-BEFORE:].lstrip(CONTINUATION))


def after(text: bytes) -> str:
    """Its beginning, up to the last byte of a character."""
    if len(text) <= AFTER:
        return shown(text)
    return shown(BEGUN.sub(b"", text[:AFTER])) + "…"


def drifted(exchange: Exchange, text: bytes) -> bool:
    """True where characters stand for bytes that are lost, so that offsets no longer fit the text."""
    return len(received(exchange)) != exchange["body_bytes"] and REPLACEMENT in text
