"""Takes secrets out of everything that is written: those that were given, and what headers and addresses carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, AnyStr

from oaic_suite.asking.secrets.given import of_command, secret, worth_hiding
from oaic_suite.asking.secrets.spelling import LONG_ENOUGH, patterns
from oaic_suite.evidence.exchange import Headers

Span = tuple[int, int]
MASK = "[redacted]"
SECRET_QUERY = re.compile(
    r"([?&;](?:[\w.-]*[-_.])?(?:api[-_]?key|key|token|sig|signature|secret|password|credentials?|code|auth)=)"
    r"[^&#\s\"'<>]+",
    re.IGNORECASE,
)
SECRET_USERINFO = re.compile(r"(?<=://)[^/\s\"'<>?#]*@")  # up to the last @


@dataclass(frozen=True)
class Redactor:
    """What it looks for: `held` is taken out before anything is judged, `secrets` from all that is written."""

    secrets: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()  # of headers whose values are never written

    @classmethod
    def of(
        cls,
        credentials: Iterable[str | None],
        others: Iterable[str | None] = (),
        names: Iterable[str] = (),
        public: Iterable[str | None] = (),
    ) -> Redactor:
        """`credentials` are no words of an honest answer; `others` may be, such as a tenant's name."""
        known = {word.lower() for word in public if word}
        sought = [
            tuple(sorted({part for part in parts if part and part.lower() not in known and worth_hiding(part)}))
            for parts in (list(credentials), list(others))
        ]
        held = tuple(part for part in sought[0] if len(part) >= LONG_ENOUGH)
        return cls(sought[0] + sought[1], held, frozenset(name.lower() for name in names))

    def mask(self, body: bytes) -> bytes:
        """The same bytes with every long key blotted out in place: offsets stay true."""
        blotted = bytearray(body)
        for start, end in spans(finders_of_bytes(self.held), body):
            blotted[start:end] = b"*" * (end - start)
        return bytes(blotted)

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
        said = text if len(text) < self._shortest else self._unspelt(text)
        if "=" in said:
            said = SECRET_QUERY.sub(rf"\1{MASK}", said)
        return SECRET_USERINFO.sub(f"{MASK}@", said) if "://" in said else said

    @cached_property
    def _shortest(self) -> int:
        """Characters of the shortest secret: however one is spelt, it takes no fewer."""
        return min(map(len, self.secrets), default=0)

    def _unspelt(self, text: str) -> str:
        pieces, last = list[str](), 0
        for start, end in spans(finders(self.secrets), text):
            pieces += [text[last:start], MASK]
            last = end
        return "".join([*pieces, text[last:]])

    def header(self, name: str, value: str) -> str:
        return MASK if secret(name) or name.lower() in self.names else self.text(value)

    def value(self, value: Any) -> Any:
        """The same in every string of a JSON value, member names too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(name): self.value(member) for name, member in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        return value


@cache
def finders(secrets: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for secret in secrets for pattern in patterns(secret))


@cache
def finders_of_bytes(secrets: tuple[str, ...]) -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(pattern.encode()) for secret in secrets for pattern in patterns(secret))


def spans(finders: Iterable[re.Pattern[AnyStr]], text: AnyStr) -> Iterator[Span]:
    """Where a secret stands, in order; what overlaps or touches is one."""
    begun: Span | None = None
    for start, end in sorted(match.span() for finder in finders for match in finder.finditer(text)):
        if begun and start <= begun[1]:
            begun = (begun[0], max(begun[1], end))
            continue
        if begun:
            yield begun
        begun = (start, end)
    if begun:
        yield begun


def without_keys(words: Sequence[str]) -> list[str]:
    """The words of a command, each key in them masked."""
    told = list(words)
    for key in filter(None, of_command(words)):
        told = [masked(word, key) for word in told]
    return told


def masked(word: str, key: str) -> str:
    """A word without a key that it is, or that stands in it: behind `=`, or in a line for a shell."""
    return MASK if word == key else re.sub(rf"(?<=[=\s\"']){re.escape(key)}(?![^\s\"';])", MASK, word)
