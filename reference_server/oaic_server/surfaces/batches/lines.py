"""The lines of the file that a batch is made from: read, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oaic_spec import contract

from oaic_server.exchange.complaint import complaint
from oaic_server.exchange.refusal import Refusal
from oaic_server.exchange.strict_json import Malformed, parse

MOST = 50_000
MOST_TOLD = 100  # of what is wrong
Json = dict[str, Any]


def lines_of(content: bytes) -> list[bytes]:
    """Those that hold something."""
    return [line for line in content.splitlines() if line.strip()]


def wrong(content: bytes, endpoint: str, depth: int) -> list[Json]:
    """What is wrong with a file, each with the number of its line."""
    found = lines_of(content)
    if not found:
        return [error("empty_file", "The file has no requests.")]
    if len(found) > MOST:
        return [error("too_many_requests", f"expected at most {MOST} requests, found {len(found)}")]
    return [each for _, each in zip(range(MOST_TOLD), wrong_lines(content, endpoint, depth), strict=False)]


def wrong_lines(content: bytes, endpoint: str, depth: int) -> Iterator[Json]:
    known: set[str] = set()
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            require_request(read(line, depth), endpoint, known)
        except Refusal as refusal:
            yield error(refusal.code, refusal.message, refusal.param, number)


def read(line: bytes, depth: int) -> Any:
    """As strictly as a body is read."""
    try:
        return parse(line, depth)
    except Malformed as complaint:
        raise Refusal(400, f"This line {complaint}.", code="invalid_json_line") from None


def require_request(line: Any, endpoint: str, known: set[str]) -> None:
    """Raises unless it is a request to the endpoint under an id of its own, which is known from now on."""
    if problem := contract().schema("BatchRequestInput").first_problem(line):
        raise complaint(problem)
    if line["url"] != endpoint:
        raise Refusal(400, f"url: expected {endpoint}, found {line['url']}", code="mismatched_url", param="url")
    if line["custom_id"] in known:
        message = f"custom_id: expected one of its own, found {line['custom_id']} again"
        raise Refusal(400, message, code="duplicate_custom_id", param="custom_id")
    known.add(line["custom_id"])


def error(code: str | None, message: str, param: str | None = None, line: int | None = None) -> Json:
    return {"code": code, "message": message, "param": param, "line": line}
