"""On what ground a requirement stands: the basis in words, and the clause of the standard where one says it."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from oaic_spec import contract
from oaic_suite.judging.requirement import Basis, Requirement

UPSTREAM = "https://github.com/openai/openai-openapi"
RFC = "https://www.rfc-editor.org/rfc/rfc{}#section-{}"
EVENT_STREAMS = "https://html.spec.whatwg.org/multipage/server-sent-events.html"
FETCH = "https://fetch.spec.whatwg.org/"
IN_WORDS: dict[Basis, str] = {
    "schema": "OpenAI's published description states it, and recorded traffic does not refute it",
    "rfc": "a standard states it",
    "sdk": "an official SDK breaks without it",
    "observed": "OpenAI's service was seen to do it; no description promises it, so it is no MUST",
    "convention": "servers and clients agree on it; no description promises it, so it is no MUST",
    "hearsay": "it is known from others' words alone, so it is only a note",
    "taste": "it is our taste, so it is only a note",
}
NUMBER = re.compile(r"RFC (\d+), (\d+(?:\.\d+)*)")
RULE = "# ---"  # a heading between checks


@dataclass(frozen=True)
class Ground:
    basis: str
    clauses: str  # what the comment above the check names, in our words
    links: tuple[str, ...]


def ground(requirement: Requirement) -> Ground:
    said = clauses(requirement)
    return Ground(IN_WORDS[requirement.basis], said or described(requirement), links(requirement, said))


def clauses(requirement: Requirement) -> str:
    """The comment directly above a check names the standard and the section."""
    comment = inspect.getcomments(requirement.check) or ""
    lines = [line.strip() for line in comment.splitlines() if not line.strip().startswith(RULE)]
    return " ".join(line.removeprefix("#").strip() for line in lines).strip()


def described(requirement: Requirement) -> str:
    """Where the description says it: the operation, and the places that the requirement asserts."""
    operation = contract().operations.get(requirement.on or "")
    if operation is None:
        return ""
    places = [place for place in requirement.owns if place.startswith("/")]
    at = f", at {', '.join(places)}" if places else ""
    return f"{operation.method} {operation.path} ({operation.id}){at}"


def links(requirement: Requirement, said: str) -> tuple[str, ...]:
    found = [RFC.format(number, section) for number, section in NUMBER.findall(said)]
    found += [EVENT_STREAMS] if "WHATWG HTML" in said else []
    found += [FETCH] if "Fetch standard" in said else []
    found += [UPSTREAM] if requirement.basis == "schema" else []
    return tuple(dict.fromkeys(found))
