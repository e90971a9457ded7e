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
class PreflightAnswer(Evidence):
    """The answer to a preflight: a browser asks whether a page may send its request."""

    kind: ClassVar[str] = "preflight"

    @property
    def status(self) -> int:
        """A status that lets the page go on; any other ends it, whatever the headers say."""
        found = super().status
        if not 200 <= found < 300:
            raise NotEstablished(f"the preflight was answered with {found}", self.owner("@outcome"))
        return found

    def listed(self, name: str) -> list[str]:
        return members(self.header(name))

    # Fetch standard, 4.8: `*` stands for nothing where the *request's* credentials mode is "include", which that of a
    # page's fetch, and of the SDK, is not; that an answer allows credentials takes nothing from it.
    @property
    def allows_any_header(self) -> bool:
        """Whether the wildcard is among the headers allowed."""
        return ANY in self.listed(ALLOW_HEADERS)


def headers_asked_for(preflight: PreflightAnswer) -> list[str]:
    return members(preflight.request.header(ASKED_HEADERS) or "")


def headers_not_allowed(preflight: PreflightAnswer, names: Iterable[str]) -> list[Finding]:
    """The headers the page asked for, of these, that it is not allowed."""
    return [] if preflight.allows_any_header else headers_not_named(preflight, names)


def headers_not_named(preflight: PreflightAnswer, names: Iterable[str]) -> list[Finding]:
    """The same, where the wildcard does not count."""
    allowed, observed = preflight.listed(ALLOW_HEADERS), preflight.header(ALLOW_HEADERS) or "nothing"
    place = preflight.place(header=ALLOW_HEADERS)
    missing = [name for name in names if name in headers_asked_for(preflight) and name not in allowed]
    return [Finding(place, f"{name} among the headers allowed", observed) for name in missing]


def key_not_named(preflight: PreflightAnswer) -> list[Finding]:
    """That `authorization` is allowed by the wildcard alone, which does not stand for it."""
    if headers_not_allowed(preflight, ("authorization",)):
        raise NotEstablished("authorization is not allowed at all", preflight.owner(f"@{ALLOW_HEADERS}"))
    return headers_not_named(preflight, ("authorization",))


def not_lists(preflight: PreflightAnswer) -> list[Finding]:
    """The headers that are to be lists of tokens and are not: a browser takes them for a refusal."""
    return [
        Finding(preflight.place(header=name), "tokens with commas between them", preflight.header(name))
        for name in (ALLOW_METHODS, ALLOW_HEADERS)
        if not all(TCHAR.issuperset(member) for member in preflight.listed(name))
    ]


def any_origin_with_credentials(preflight: PreflightAnswer) -> list[Finding]:
    """That credentials are allowed to any origin."""
    wrong = preflight.listed(CREDENTIALS) == ["true"] and preflight.header(ALLOW_ORIGIN) == ANY
    place = preflight.place(header=ALLOW_ORIGIN)
    return [Finding(place, "the origin by name, where credentials are allowed", ANY)] if wrong else []


# --- an answer -----------------------------------------------------------------------------------------


@view
@dataclass(frozen=True, eq=False)
class CrossOriginAnswer(Evidence):
    """An answer to a page of another origin, whatever its status."""

    kind: ClassVar[str] = "cross-origin"


def origin_not_allowed(answer: PreflightAnswer | CrossOriginAnswer) -> list[Finding]:
    """That the page which asked may not go on, or may not read an answer."""
    origin, named = answer.request.header("origin"), answer.header(ALLOW_ORIGIN)
    place = answer.place(header=ALLOW_ORIGIN)
    return [] if named in (ANY, origin) else [Finding(place, f"* or {origin}, once", named or "nothing")]


def require_shared(answer: CrossOriginAnswer) -> None:
    if origin_not_allowed(answer):
        raise NotEstablished("no page may read any answer", answer.owner("@origin"))


def without_vary(answers: list[CrossOriginAnswer]) -> list[Finding]:
    """The answers that name whichever origin asked, and do not say so in `Vary`."""
    if any(answer.header(ALLOW_ORIGIN) != answer.request.header("origin") for answer in answers):
        return []
    return [
        Finding(answer.place(header="vary"), "origin, or *", answer.header("vary") or "nothing")
        for answer in answers
        if not {"origin", ANY} & {*members(answer.header("vary"))}
    ]


def not_exposed(answer: CrossOriginAnswer, name: str) -> list[Finding]:
    """That a page cannot read a header of an answer it may read."""
    exposed, place = answer.header(EXPOSED), answer.place(header=EXPOSED)
    wanted = f"{name} among the headers exposed"
    return [] if {name, ANY} & {*members(exposed)} else [Finding(place, wanted, exposed or "nothing")]
