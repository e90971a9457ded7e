"""Exchanges named by what they ask: what sets a request apart from the usual one of its operation."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from oaic_suite.judging.causes.provoking import named_endpoint
from oaic_suite.judging.document.run_json import Exchange, Run

from oaic_reports.untrusted import capped
from oaic_reports.words.conclusion import plural

SCALAR, NAME = 24, 160  # characters of a value, and of all that is said
MEMBERS = 8
PLAIN = ("", "plain", "sync", "async")  # variants that say nothing of the request
ELSEWHERE = "elsewhere: "  # of a row that did not ask for it
LONGEST = 400  # characters of a path in which an endpoint of the contract is looked for


def asked(run: Run) -> dict[str, str]:
    """By exchange: the members that fewer than half of the requests of its operation share."""
    bodies = {id: members(exchange) for id, exchange in run["exchanges"].items()}
    usual = usual_members(run, bodies)
    return {
        id: named(exchange, bodies[id], usual[operation(run, exchange)]) for id, exchange in run["exchanges"].items()
    }


def operation(run: Run, exchange: Exchange) -> str:
    """Method and path; where the contract has such an endpoint, as it has it, without the ids of this run."""
    request = exchange["request"]
    path = request["url"].removeprefix(run["target"]["base_url"]).partition("?")[0]
    return named_endpoint(request["method"], path[:LONGEST])


def members(exchange: Exchange) -> dict[str, str] | None:
    """The members of a body that is a JSON object, each in a few words by which it can be compared."""
    try:
        body = json.loads(exchange["request"]["body"] or "")
        return {name: json.dumps(value) for name, value in body.items()} if isinstance(body, dict) else None
    except (ValueError, RecursionError):
        return None


def usual_members(run: Run, bodies: dict[str, dict[str, str] | None]) -> dict[str, set[tuple[str, str]]]:
    seen: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    asked: Counter[str] = Counter()
    for id, exchange in run["exchanges"].items():
        seen[operation(run, exchange)].update((bodies[id] or {}).items())
        asked[operation(run, exchange)] += 1
    return {
        each: {member for member, times in seen[each].items() if 2 * times > number} for each, number in asked.items()
    }


def named(exchange: Exchange, body: dict[str, str] | None, usual: set[tuple[str, str]]) -> str:
    if body is None:
        return unreadable(exchange["request"]["body"])
    special = [member_in_words(name, json.loads(value)) for name, value in body.items() if (name, value) not in usual]
    lacking = [f"without {name}" for name, _ in sorted(usual) if name not in body]
    said = special + lacking
    return capped(", ".join(said[:MEMBERS]) + (f" and {len(said) - MEMBERS} more" if said[MEMBERS:] else ""), NAME)


def unreadable(body: str | None) -> str:
    return f"a body of {plural(len(body), 'character')} that is no JSON object" if body else ""


def member_in_words(name: str, value: Any) -> str:
    if value is True:
        return name
    if isinstance(value, dict) and value and all(each is True for each in value.values()):
        return ", ".join(value)
    return f"{name} {in_words(value)}"


def variant(names: Iterable[str]) -> str:
    """The name under which most rows judged an exchange, where they agree on one that says something."""
    named = Counter(name for name in names if name not in PLAIN and not name.startswith(ELSEWHERE))
    return named.most_common(1)[0][0] if named else ""


def in_words(value: Any) -> str:
    if isinstance(value, list):
        return listed(value)
    if isinstance(value, dict):
        kind = value.get("type")
        return kind if isinstance(kind, str) else f"{{{', '.join(list(value)[:MEMBERS])}}}"
    text = value if isinstance(value, str) else json.dumps(value)
    return (text if len(text) <= SCALAR else f"{text[:SCALAR]}…") or '""'


def listed(values: list[Any]) -> str:
    """One message by what it says, several by their roles, typed things by their types, anything else by number."""
    if len(values) == 1 and isinstance(values[0], dict) and "content" in values[0]:
        return in_words(values[0]["content"])
    for key in ("role", "type"):
        kinds = [str(each.get(key)) for each in values if isinstance(each, dict) and isinstance(each.get(key), str)]
        if values and len(kinds) == len(values):
            return f"({', '.join(kinds[:MEMBERS])}{', …' if kinds[MEMBERS:] else ''})"
    return f"({len(values)})"
