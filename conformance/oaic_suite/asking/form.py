"""A body as it is sent: JSON, or a form, spelt as the official SDKs spell one and written by httpx."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
from oaic_spec import contract
from oaic_spec.forms.form import FORM

JSON = "application/json"
BOUNDARY = "oaic-6f1d2c6f1d2c6f1d2c6f1d2c"  # the same in every run: what is sent is repeatable
Field = tuple[str | None, bytes] | tuple[str | None, bytes, str]


class Attachment(str):
    """A file in a form. To the contract it is its name; with it comes what it holds."""

    content: bytes
    media_type: str | None

    def __new__(cls, name: str, content: bytes = b"", media_type: str | None = None) -> Attachment:
        made = super().__new__(cls, name)
        made.content, made.media_type = content, media_type
        return made


def written(body: Any, operation: str | None) -> tuple[bytes | None, str]:
    """A body as bytes, and their media type; bytes stand as they are."""
    known = contract().operations.get(operation or "")
    if body is None or isinstance(body, bytes):
        return body, JSON
    if isinstance(body, Mapping) and known and known.form and (JSON not in known.takes or attached(body)):
        return as_form(body)
    return json.dumps(body).encode(), JSON


def attached(value: Any) -> bool:
    """Whether a file is anywhere in it."""
    below = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return isinstance(value, Attachment) or any(attached(each) for each in below)


def as_form(body: Mapping[str, Any]) -> tuple[bytes, str]:
    media_type = f"{FORM}; boundary={BOUNDARY}"
    built = httpx.Request("POST", "http://form", files=[*fields(body)], headers={"content-type": media_type})
    return built.read(), media_type


def fields(body: Mapping[str, Any]) -> Iterator[tuple[str, Field]]:
    for name, value in body.items():
        yield from spelt(name, value)


def spelt(name: str, value: Any) -> Iterator[tuple[str, Field]]:
    """A member as fields: `a[b]` for what is in an object, `a[]` for each of an array."""
    if isinstance(value, Mapping):
        for below, inner in value.items():
            yield from spelt(f"{name}[{below}]", inner)
    elif isinstance(value, list):
        for each in value:
            yield from spelt(f"{name}[]", each)
    elif isinstance(value, Attachment):
        yield name, (str(value), value.content, value.media_type) if value.media_type else (str(value), value.content)
    elif value is not None:
        yield name, (None, (value if isinstance(value, str) else json.dumps(value)).encode())
