"""A failed assertion, told: what was observed, what was expected, and where.

By convention a check asserts `observed <op> expected`. The line that failed is read again from the
source, and both sides are evaluated in its frame: no assertion rewriting is needed, so a check called
directly explains itself as it does under pytest.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from oaic_suite.evidence.place import ABSENT, Finding, Place, trail
from oaic_suite.evidence.shown.told import Told

WORDS: dict[type[ast.cmpop], str] = {
    ast.Eq: "{}",
    ast.NotEq: "anything but {}",
    ast.Lt: "less than {}",
    ast.LtE: "at most {}",
    ast.Gt: "more than {}",
    ast.GtE: "at least {}",
    ast.In: "one of {}",
    ast.NotIn: "none of {}",
    ast.Is: "{}",
    ast.IsNot: "anything but {}",
}
LONGEST = 400


@dataclass(frozen=True)
class Explanation:
    expected: str
    observed: str
    place: Place | None


def explain(traceback: TracebackType | None, visited: Sequence[Place]) -> Explanation:
    """What the innermost failing assertion of a check says."""
    frame, line = innermost(traceback)
    comparison = compared(frame.f_code.co_filename, line) if frame else None
    last = visited[-1] if visited else None
    if frame is None or comparison is None:
        return Explanation("the requirement to hold", "it does not", last)
    with trail() as places:
        observed = evaluate(comparison.left, frame)
    expected = evaluate(comparison.comparators[0], frame)
    if found := first_finding(observed):
        return explanation(found, len(observed))
    words = wanted(type(comparison.ops[0]), expected, observed)
    return Explanation(words, short(observed), places[-1] if places else last)


def wanted(operator: type[ast.cmpop], expected: Any, observed: Any) -> str:
    """What was expected; where that is nothing, what nothing means here."""
    if isinstance(expected, range) and operator is ast.In:
        return short(expected)
    if expected != "":
        return WORDS[operator].format(short(expected))
    if operator is ast.NotEq:
        return "a value"
    return observed.wanted if isinstance(observed, Told) else "nothing"


def explanation(found: Finding, count: int) -> Explanation:
    more = f" (and {count - 1} more)" if count > 1 else ""
    return Explanation(clip(found.expected), clip(found.observed) + more, found.place)


def innermost(traceback: TracebackType | None) -> tuple[FrameType | None, int]:
    frame, line = None, 0
    while traceback is not None:
        frame, line = traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next
    return frame, line


def compared(filename: str, line: int) -> ast.Compare | None:
    for node in assertions(filename):
        if node.lineno <= line <= (node.end_lineno or node.lineno) and isinstance(node.test, ast.Compare):
            return node.test
    return None


@functools.cache
def assertions(filename: str) -> list[ast.Assert]:
    try:
        tree = ast.parse(Path(filename).read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]


def evaluate(node: ast.expr, frame: FrameType) -> Any:
    """A side of the comparison, once more; accessors are pure, so it is what was compared."""
    code = compile(ast.Expression(node), frame.f_code.co_filename, "eval")
    return eval(code, {**frame.f_globals, **frame.f_locals})


def first_finding(observed: Any) -> Finding | None:
    if isinstance(observed, list) and observed and isinstance(observed[0], Finding):
        return observed[0]
    return None


def short(value: Any) -> str:
    if isinstance(value, Told):
        return clip(value.words)
    if isinstance(value, range):
        return between(value.start, value.stop)
    return "nothing" if value is ABSENT else clip(repr(value))


def between(first: int, end: int) -> str:
    """`2xx` for the statuses of a class, else the first number and the last."""
    return f"{first // 100}xx" if (first % 100, end - first) == (0, 100) else f"{first} to {end - 1}"


def clip(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
