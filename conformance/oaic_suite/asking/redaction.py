"""Takes secrets out of everything that is written: the literal key, and headers that carry one."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from urllib.parse import quote

from oaic_suite.evidence.exchange import Headers

Object = TypeVar("Object", bound=Mapping[str, Any])
MASK = "[redacted]"
SECRET_QUERY = re.compile(r"([?&](?:api[-_]?key|key|token|access_token)=)[^&#\s\"']+", re.IGNORECASE)
SECRET_USERINFO = re.compile(r"(?<=://)[^/@\s\"']+@")
SECRET_HEADER = re.compile(r"(^|[-_])(authorization|cookie|api_?key|key|token|secret|password)$", re.IGNORECASE)
SHORTEST = 4  # a shorter key would blot out half the report
LONG_ENOUGH = 8  # such a key is no word of the API: it is taken out before anything is judged


@dataclass(frozen=True)
class Redactor:
    secrets: tuple[str, ...] = ()

    @classmethod
    def of(cls, keys: Iterable[str | None]) -> Redactor:
        """Each key in every spelling an answer may echo it in; the longest first."""
        spellings = {form for key in keys if key and len(key) >= SHORTEST for form in spelled(key)}
        return cls(tuple(sorted(spellings, key=len, reverse=True)))

    def mask(self, body: bytes) -> bytes:
        """The same bytes with every long key blotted out in place: offsets stay true."""
        for spelling in self.secrets:
            if len(spelling) >= LONG_ENOUGH:
                body = body.replace(spelling.encode(), b"*" * len(spelling.encode()))
        return body

    def masked(self, value: Any) -> Any:
        """The same for what was made of a body: what was blotted out in the one is in the other."""
        if isinstance(value, str):
            return self.mask(value.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")
        if isinstance(value, dict):
            return {name: self.masked(member) for name, member in value.items()}
        return [self.masked(item) for item in value] if isinstance(value, list) else value

    def headers(self, headers: Headers) -> Headers:
        """The same, as checks may read them: a short key stands in too many honest values to be taken out."""
        return tuple((name, MASK if secret(name) else self.mask(value.encode()).decode()) for name, value in headers)

    def text(self, text: str) -> str:
        for spelling in self.secrets:
            text = text.replace(spelling, MASK)
        return SECRET_USERINFO.sub(f"{MASK}@", SECRET_QUERY.sub(rf"\1{MASK}", text))

    def header(self, name: str, value: str) -> str:
        return MASK if secret(name) else self.text(value)

    def object(self, value: Object) -> Object:
        return cast(Object, {self.text(name): self.value(member) for name, member in value.items()})

    def value(self, value: Any) -> Any:
        """The same in every string of a JSON value, member names too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return self.object(value)
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        return value


def secret(name: str) -> bool:
    """Whether a header of this name carries what nobody else may see."""
    return SECRET_HEADER.search(name) is not None


def spelled(key: str) -> set[str]:
    """The key as it is, and as URLs, JSON, HTML and base64 may spell it."""
    data = key.encode("utf-8", "replace")
    escapes = ("%{:02X}", "%{:02x}", "\\u{:04x}", "\\u{:04X}", "\\x{:02x}", "&#{};", "&#x{:x};")
    each = {"".join(escape.format(byte) for byte in data) for escape in escapes}
    encoded = {b64encode(data).decode().rstrip("="), b64encode(b"Bearer " + data).decode().rstrip("="), data.hex()}
    return {key, quote(key, safe=""), json.dumps(key)[1:-1], html.escape(key), key[::-1]} | each | encoded
