"""Whether a page may send what it asked to, and read what came: as a browser decides (Fetch standard, section 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from oaic_suite.checks.cors.browser import ALLOW_ORIGIN, ASKED_HEADERS
from oaic_suite.evidence.evidence import Evidence
from oaic_suite.evidence.place import Finding
from oaic_suite.evidence.unsettled import NotEstablished
from oaic_suite.evidence.views import view

ALLOW_HEADERS, ALLOW_METHODS = "access-control-allow-headers", "access-control-allow-methods"
CREDENTIALS, EXPOSED = "access-control-allow-credentials", "access-control-expose-headers"
ANY = "*"
TCHAR = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz")


def members(value: str) -> list[str]:
    """The members of a header that is a list, in small letters."""
    return [member.strip().lower() for member in value.split(",") if member.strip()]


# --- before a request ----------------------------------------------------------------------------------


@view
@dataclass(frozen=True, eq=False)
class Leave(Evidence):
    """The answer to a browser that asks whether a page may send its request: a leave."""

    kind: ClassVar[str] = "leave"

    @property
    def status(self) -> int:
        """A status that lets the page go on; any other ends it, whatever the headers say."""
        found = super().status
        if not 200 <= found < 300:
            raise NotEstablished(f"the preflight was answered with {found}", self.owner("@outcome"))
        return found

    def listed(self, name: str) -> list[str]:
        return members(self.header(name))

    @property
    def generous(self) -> bool:
        """Whether the wildcard stands for something: it does not where credentials are allowed."""
        return ANY in self.listed(ALLOW_HEADERS) and self.listed(CREDENTIALS) != ["true"]


def asked_for(preflight: Leave) -> list[str]:
    return members(preflight.request.header(ASKED_HEADERS) or "")


def forbidden(preflight: Leave, names: Iterable[str]) -> list[Finding]:
    """The headers the page asked for, of these, that it is not allowed."""
    return [] if preflight.generous else unnamed(preflight, names)


def unnamed(preflight: Leave, names: Iterable[str]) -> list[Finding]:
    """The same, where the wildcard does not count."""
    allowed, observed = preflight.listed(ALLOW_HEADERS), preflight.header(ALLOW_HEADERS) or "nothing"
    place = preflight.place(header=ALLOW_HEADERS)
    missing = [name for name in names if name in asked_for(preflight) and name not in allowed]
    return [Finding(place, f"{name} among the headers allowed", observed) for name in missing]


def nameless_key(preflight: Leave) -> list[Finding]:
    """That the key's header is allowed by the wildcard, which does not stand for it."""
    if forbidden(preflight, ("authorization",)):
        raise NotEstablished("authorization is not allowed at all", preflight.owner(f"@{ALLOW_HEADERS}"))
    return unnamed(preflight, ("authorization",))


def no_lists(preflight: Leave) -> list[Finding]:
    """The headers that are to be lists of tokens and are not: a browser takes them for a refusal."""
    return [
        Finding(preflight.place(header=name), "tokens with commas between them", preflight.header(name))
        for name in (ALLOW_METHODS, ALLOW_HEADERS)
        if not all(TCHAR.issuperset(member) for member in preflight.listed(name))
    ]


def overgenerous(preflight: Leave) -> list[Finding]:
    """That credentials are allowed to any origin."""
    wrong = preflight.listed(CREDENTIALS) == ["true"] and preflight.header(ALLOW_ORIGIN) == ANY
    place = preflight.place(header=ALLOW_ORIGIN)
    return [Finding(place, "the origin by name, where credentials are allowed", ANY)] if wrong else []


# --- an answer -----------------------------------------------------------------------------------------


@view
@dataclass(frozen=True, eq=False)
class Visit(Evidence):
    """An answer to a page, whatever its status."""

    kind: ClassVar[str] = "visit"


def closed(answer: Leave | Visit) -> list[Finding]:
    """That the page which asked may not go on, or may not read an answer."""
    origin, named = answer.request.header("origin"), answer.header(ALLOW_ORIGIN)
    place = answer.place(header=ALLOW_ORIGIN)
    return [] if named in (ANY, origin) else [Finding(place, f"* or {origin}, once", named or "nothing")]


def require_open(answer: Visit) -> None:
    if closed(answer):
        raise NotEstablished("no page may read any answer", answer.owner("@origin"))


def unvaried(answers: list[Visit]) -> list[Finding]:
    """The answers that name whoever asked, and do not say that others would read another name."""
    if any(answer.header(ALLOW_ORIGIN) != answer.request.header("origin") for answer in answers):
        return []
    return [
        Finding(answer.place(header="vary"), "origin, or *", answer.header("vary") or "nothing")
        for answer in answers
        if not {"origin", ANY} & {*members(answer.header("vary"))}
    ]


def hidden(answer: Visit, name: str) -> list[Finding]:
    """That a page cannot read a header of an answer it may read."""
    exposed, place = answer.header(EXPOSED), answer.place(header=EXPOSED)
    wanted = f"{name} among the headers exposed"
    return [] if {name, ANY} & {*members(exposed)} else [Finding(place, wanted, exposed or "nothing")]
