"""The same answer to everything, and JSON that harms its readers."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator

from hostile.honest import ENTRY, chunks, frame, honest, honest_value
from hostile.wire import EVENTS, HTML, JSON, LIST, MODEL, Asked, Handler, answer, head


def always(status: int, value: object, media_type: str = JSON, headers: dict[str, str] | None = None) -> Handler:
    def handler(asked: Asked) -> Iterator[object]:
        yield answer(status, value, media_type, headers)

    return handler


PAGE = b"<!doctype html><html><head><title>It works</title></head><body><h1>It works!</h1></body></html>"


def redirects(asked: Asked) -> Iterator[object]:
    yield answer(302, b"", HTML, {"Location": asked.path})


def huge_headers(asked: Asked) -> Iterator[object]:
    yield head(200, headers={f"X-Huge-{number}": "x" * 1000 for number in range(500)}) + b"{}"


def long_length(asked: Asked) -> Iterator[object]:
    whole = b"".join(honest(asked))
    yield whole.replace(b"Content-Length: ", b"Content-Length: 9")


def short_length(asked: Asked) -> Iterator[object]:
    body = json.dumps(honest_value(asked)[1]).encode()
    yield head(200, JSON, 7) + body


def huge_body(asked: Asked) -> Iterator[object]:
    if asked.path != LIST:
        yield from honest(asked)
        return
    entries = (json.dumps(ENTRY | {"id": f"m-{number}"}).encode() for number in itertools.count())
    yield head(200) + b'{"object": "list", "data": ['
    for _ in range(300):
        yield b",".join(itertools.islice(entries, 1000)) + b","
    yield b"{}]}"


def many_models(asked: Asked) -> Iterator[object]:
    entries = [ENTRY | {"id": f"m-{number}", "object": "llm"} for number in range(5_000)]
    yield from always(200, {"object": "list", "data": entries})(asked) if asked.path == LIST else honest(asked)


WRONG = ENTRY | {"object": "llm"}


def listing(data: bytes) -> Handler:
    """Lists these models, and does all else honestly."""

    def handler(asked: Asked) -> Iterator[object]:
        yield from (
            always(200, b'{"object": "list", "data": [' + data + b"]}")(asked) if asked.path == LIST else honest(asked)
        )

    return handler


SMALLEST_WRONG = b'{"id":"m-1"}'
MANY_WRONG = b",".join([SMALLEST_WRONG] * 45_000)  # as many as there is room for
MANY_MEMBERS = b'{"id":"m-1",' + b",".join(b'"%d":0' % number for number in range(95_000)) + b"}"
TOO_MANY_MEMBERS = b'{"id":"m-1",' + b",".join(b'"%d":0' % number for number in range(400_000)) + b"}"


def many_headers(asked: Asked) -> Iterator[object]:
    yield answer(200, dressed(honest_value(asked)[1], "x"), headers={f"X-{number}": "1" for number in range(9_000)})


def strange_ids(*ids: str) -> Handler:
    """Lists models that no path can name, before one that it can."""
    entries = [WRONG | {"id": id} for id in (*ids, MODEL)]
    return listing(json.dumps(entries)[1:-1].encode())


LONG = "9" * 10_000


def long_numbers(asked: Asked) -> Iterator[object]:
    body = json.dumps({"object": "list", "data": [ENTRY]}).replace("1767225600", LONG)
    yield answer(200, body.encode())


def dressed(value: object, text: str) -> object:
    """The same value with every string replaced."""
    if isinstance(value, dict):
        return {name: dressed(member, text) for name, member in value.items()}
    if isinstance(value, list):
        return [dressed(member, text) for member in value]
    return text if isinstance(value, str) else value


def changed(change: Callable[[object], object]) -> Handler:
    """A server that answers everything, with a status that fits, and changes what it says."""

    def handler(asked: Asked) -> Iterator[object]:
        status, value = (200, ENTRY) if "models/" in asked.path else honest_value(asked)
        if status == 200 and asked.body.get("stream"):
            yield head(200, EVENTS) + b"".join(map(frame, [*map(change, chunks("a", "b")), b"[DONE]"]))
        else:
            yield answer(status, change(value))

    return handler


def strings(text: str) -> Handler:
    return changed(lambda value: dressed(value, text))


def leaves(value: object, leaf: object) -> object:
    """The same value with everything that holds nothing replaced, and what holds something kept."""
    if isinstance(value, dict) and value:
        return {name: leaves(member, leaf) for name, member in value.items()}
    if isinstance(value, list) and value:
        return [leaves(member, leaf) for member in value]
    return leaf


MARKUP = "</script></style>\"'><hostile-tag onmouseover=alert(1)>]]>--><!-- {{ 7*7 }} %s %(x)s [bold]"
CONTROLS = "\x00\x07\x08\x1b[31m\x1b]0;owned\x07\r\x7f\x9b2J\u202e\u2066\u200b\ufeff\ufffe\U000e0041 end"
SURROGATES = "\ud800 \udfff\ud800"
