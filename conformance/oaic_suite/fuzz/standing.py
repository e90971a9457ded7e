"""What the contract says of a request, and whether the engine says the same."""

from __future__ import annotations

import re
from enum import StrEnum

from oaic_spec import Operation, Problem

from oaic_suite.evidence.readers.strict_json import parse
from oaic_suite.fuzz.draw import KEY, Draw


class Standing(StrEnum):
    VALID = "valid"
    ESSENTIAL = "essential"  # wrong where every server that answers it must have looked
    DETAIL = "detail"  # wrong where a server may honestly not look
    DISPUTED = "disputed"  # wrong to us, right to the engine
    HEADER = "header"  # the body is one thing, what is said of it another
    METHOD = "method"
    KEY = "key"


INVALID = frozenset({Standing.ESSENTIAL, Standing.DETAIL, Standing.DISPUTED, Standing.HEADER})
HEADERS = ("malformed_content_type", "unsupported_content_type")
# What no server can overlook: the members all read, and what they hold. How much is too much is each server's own.
LOOKED_AT = re.compile(
    r"/(model|stream|n|max_tokens|max_completion_tokens|temperature|top_p|messages|input|prompt|file|image)"
    r"|/messages/\d+(/(role|content))?"
)
MISSED = ("type", "required", "minimum", "minItems", "oneOf", "anyOf")


def standing(operation: Operation, draw: Draw) -> Standing:
    if draw.method != operation.method:
        return Standing.METHOD
    if ("authorization", KEY) not in draw.headers:
        return Standing.KEY
    if draw.scenario in HEADERS:
        return Standing.HEADER
    problems = problems_of(operation, draw)
    if problems == []:
        return Standing.VALID
    if not draw.meant_invalid:
        return Standing.DISPUTED
    essential = problems is None or any(looked_at(problem) for problem in problems)
    return Standing.ESSENTIAL if essential else Standing.DETAIL


def problems_of(operation: Operation, draw: Draw) -> list[Problem] | None:
    """What our validator has against the body; None when it is no JSON at all."""
    if operation.request is None:
        return []
    try:
        return operation.request.problems(parse(draw.body or b""))
    except ValueError:
        return None


def looked_at(problem: Problem) -> bool:
    return problem.keyword in MISSED and (not problem.pointer or LOOKED_AT.fullmatch(problem.pointer) is not None)
