"""What became of the optional members of requests that show in an answer: obeyed, refused, ignored, not asked, or open.

Nothing is asked for it. A requirement says which members its verdict shows (`shows=`), and a variant of it tells of a
member where a request that it read has it. One failure is enough: who obeys a member whole and ignores it in streams
ignores it. Notes convict nobody: where one does not hold, the member is open.
"""

from __future__ import annotations

import functools
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from oaic_spec import contract

from oaic_suite.asking.surface import operations, probes
from oaic_suite.evidence.exchange import Request
from oaic_suite.judging.document import run_json
from oaic_suite.judging.document.run_json import Became, Exchange, Row, Variant
from oaic_suite.judging.requirement import REQUIREMENTS, Requirement

PASSED = ("tools",)  # that a call came anywhere shows that they are read, whatever was forced elsewhere
OPEN = ("inconclusive", "not_run", "error")
Exchanges = Mapping[str, Exchange]


def members(rows: Iterable[Row], exchanges: Exchanges) -> list[run_json.Member]:
    """In the order of the contract; members of which no row was judged are left out."""
    by_id = {row["id"]: row for row in rows}
    shown = ((operation, name, [by_id[id] for id in ids if id in by_id]) for (operation, name), ids in showing())
    return [member(operation, name, found, exchanges) for operation, name, found in shown if found]


def showing() -> list[tuple[tuple[str, str], list[str]]]:
    """By operation and member: the requirements that show it, those that must hold first."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in sorted(REQUIREMENTS.values(), key=lambda each: (each.gravity, each.id)):
        for name in each.shows:
            found.setdefault((each.on or operations()[each.id.partition(".")[0]], name), []).append(each.id)
    return sorted(found.items(), key=lambda pair: order(*pair[0]))


def order(operation: str, name: str) -> tuple[int, int]:
    return list(operations().values()).index(operation), optional(operation).index(name)


@functools.cache
def optional(operation: str) -> list[str]:
    """The members that a request may do without."""
    request = contract().operations[operation].request
    schema = request.definition if request else {"properties": {}}
    return [name for name in schema["properties"] if name not in schema.get("required", ())]


def member(operation: str, name: str, rows: Iterable[Row], exchanges: Exchanges) -> run_json.Member:
    told = [(word, row["id"]) for row in rows for word in became(row, operation, name, exchanges)]
    words: tuple[Became, ...] = ("ignored", "obeyed", "open", "refused")
    if name in PASSED:
        words = ("obeyed", "ignored", "open", "refused")
    surface = next(called for called, known in operations().items() if known == operation)
    for word in words:
        for said, id in told:
            if said == word:
                return {"surface": surface, "member": name, "became": word, "row": id}
    return {"surface": surface, "member": name, "became": "not asked", "row": next(iter(rows))["id"]}


def became(row: Row, operation: str, name: str, exchanges: Exchanges) -> Iterator[Became]:
    """What each variant of a row tells of a member."""
    for variant in row["variants"]:
        bodies = [body_of(exchanges[id], operation) for id in variant.get("evidence", []) if id in exchanges]
        if any(body.get(name) is not None for body in bodies):
            yield from told(variant, REQUIREMENTS[row["id"]])
        elif not bodies and variant["verdict"] == "not_applicable" and lacked(variant, name):
            yield "refused"


def told(variant: Variant, requirement: Requirement) -> Iterator[Became]:
    if variant["verdict"] == "pass":
        yield "obeyed"
    elif variant["verdict"] == "fail":
        yield "ignored" if requirement.is_scored else "open"
    elif variant["verdict"] in OPEN:
        yield "open"


def lacked(variant: Variant, name: str) -> bool:
    """Whether a variant was not asked because the server refuses just this."""
    cause = variant.get("cause")
    return cause is None or (cause in probes() and name in probes()[cause].members)


def body_of(exchange: Exchange, operation: str) -> dict[str, Any]:
    """What was asked, in JSON or as a form of the operation."""
    told = exchange["request"]
    kept = told.get("body_base64")
    body = b64decode(kept) if kept else (told["body"] or "").encode("utf-8", "surrogatepass")
    headers = tuple((name, value) for name, value in told["headers"])
    return Request(told["method"], told["url"], headers, body, operation).json
