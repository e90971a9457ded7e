"""The key, everywhere."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from hostile.honest import chunks, frame, honest_value
from hostile.shapes import dressed
from hostile.wire import EVENTS, Asked, answer, error, head


def spellings(key: str) -> list[str]:
    return [
        key,
        "".join(f"%{ord(char):02X}" for char in key),
        "".join(f"%{ord(char):02x}" for char in key),
        "".join(f"\\u{ord(char):04x}" for char in key),
        "".join(f"&#{ord(char)};" for char in key),
        base64.b64encode(key.encode()).decode().rstrip("="),
        key[::-1],
    ]


def echoes(asked: Asked) -> Iterator[object]:
    """Bodies, headers, errors and member names carry the key; a stream has it in two pieces of one frame."""
    told = f"you sent {' and '.join(spellings(asked.key))} as ?api_key={asked.key}"
    headers = {"X-Echo": told, "Set-Cookie": f"session={asked.key}", "WWW-Authenticate": f'Bearer "{asked.key}"'}
    headers |= {"X-Request-Id": asked.key, asked.key or "X-None": "1"}
    status, value = honest_value(asked)
    if asked.body.get("stream"):
        whole = b"".join(frame(each) for each in dressed(chunks("a", "b"), told))
        middle = whole.index(asked.key.encode()) + 5
        yield head(200, EVENTS, headers=headers) + whole[:middle]
        yield 0.01
        yield whole[middle:]
    else:
        yield answer(status, dressed(value, told) | {asked.key or "none": told}, headers=headers)


def refuses_with_key(asked: Asked) -> Iterator[object]:
    yield answer(401, error(f"Incorrect API key provided: {asked.key}."), headers={"X-Key": asked.key})


def not_http_but_key(asked: Asked) -> Iterator[object]:
    yield f"{asked.headers.get('authorization')} is no way to talk to me\r\n\r\n".encode()
