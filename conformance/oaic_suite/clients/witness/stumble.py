"""An exception of a Python client as an application meets it: its class, what it carries, in whose code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any

OURS = "oaic_suite"
MEMBERS = {"status": "status_code", "code": "code", "param": "param", "type": "type", "request_id": "request_id"}


def stumble(problem: BaseException) -> dict[str, Any]:
    carried = {name: getattr(problem, member, None) for name, member in MEMBERS.items()}
    return {"class": named(type(problem)), "at": place(problem.__traceback__)} | carried


def named(kind: type[BaseException]) -> str:
    package = kind.__module__.partition(".")[0]
    return kind.__name__ if package == "builtins" else f"{package}.{kind.__name__}"


def place(traceback: TracebackType | None) -> str:
    """The innermost module that is not the language's own; where that is ours, the application stumbled."""
    innermost = [name for name in modules(traceback) if name.partition(".")[0] not in sys.stdlib_module_names][-1:]
    return "the application" if not innermost or innermost[0].startswith(OURS) else innermost[0]


def modules(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        yield str(traceback.tb_frame.f_globals.get("__name__", ""))
        traceback = traceback.tb_next
