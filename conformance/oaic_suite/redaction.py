"""Takes secrets out of everything that is written: the literal key, and headers that carry one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

MASK = "[redacted]"
SECRET_HEADERS = {"authorization", "api-key", "x-api-key", "cookie", "set-cookie", "proxy-authorization"}
SECRET_QUERY = re.compile(r"([?&](?:api[-_]?key|key|token|access_token)=)[^&#\s\"']+", re.IGNORECASE)
SECRET_USERINFO = re.compile(r"(\w+://)[^/@\s\"']+@")
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
        for secret in self.secrets:
            if len(secret) >= LONG_ENOUGH:
                body = body.replace(secret.encode(), b"*" * len(secret.encode()))
        return body

    def text(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, MASK)
        return SECRET_USERINFO.sub(rf"\1{MASK}@", SECRET_QUERY.sub(rf"\1{MASK}", text))

    def header(self, name: str, value: str) -> str:
        return MASK if name.lower() in SECRET_HEADERS else self.text(value)

    def object(self, value: dict[str, Any]) -> dict[str, Any]:
        return {self.text(name): self.value(member) for name, member in value.items()}

    def value(self, value: Any) -> Any:
        """The same in every string of a JSON value, member names too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return self.object(value)
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        return value


def spelled(key: str) -> set[str]:
    return {key, quote(key, safe=""), json.dumps(key)[1:-1], key[::-1]}
