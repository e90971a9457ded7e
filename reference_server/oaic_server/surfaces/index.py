"""Which function answers an operation, and which rules its requests keep: both found in the folders of this room.

A folder is a surface. Its `endpoint.py` has a function for each operation, named after it in snake case, and where a
script may speak in its place `SAYS`: by operationId, the kinds of lines.
Its `rules.py`, where it has one, has `RULES`: by operationId, what a request must satisfy beyond its
schema, in the order it is asked.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from oaic_spec import Schema

from oaic_server import surfaces
from oaic_server.answering.rules import ModelExists, Rule, the_model_exists
from oaic_server.exchange.complaint import complaint
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service

NOTHING: frozenset[str] = frozenset()
Handler = Callable[[Request, Service], Reply]


class HandlerMissing(LookupError):
    """Names every operation that nobody answers."""


def handlers(operations: Iterable[str]) -> Mapping[str, Handler]:
    known = functions()
    wanted = {operation: snake_case(operation) for operation in operations}
    if missing := [f"{operation} (as {name})" for operation, name in wanted.items() if name not in known]:
        raise HandlerMissing(f"no endpoint.py in {surfaces.__name__} has a handler for {', '.join(missing)}")
    return {operation: known[name] for operation, name in wanted.items()}


@cache
def rules(operation: str) -> tuple[Rule, ...]:
    """A surface that does not list the check of the model has it as its last rule."""
    own = next((module.RULES[operation] for module in files("rules") if operation in module.RULES), ())
    return own if any(isinstance(rule, ModelExists) for rule in own) else (*own, the_model_exists)


def require_contract(request: Request, service: Service, expected: Schema | None) -> None:
    taken = service.settings.accept_unknown
    if expected and (problem := expected.first_problem(request.body, takes_unknown=taken)):
        raise complaint(problem)


def require_rules(request: Request, service: Service) -> None:
    for rule in rules(request.operation):
        rule(request.body, service)


@cache
def sayable(operation: str) -> frozenset[str]:
    """The kinds of scripted lines that an operation can say."""
    return next(
        (module.SAYS[operation] for module in files("endpoint") if operation in getattr(module, "SAYS", ())), NOTHING
    )


@cache
def functions() -> dict[str, Handler]:
    return {
        name: function
        for module in files("endpoint")
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    }


def files(name: str) -> list[ModuleType]:
    """The file of this name in each surface that has one."""
    found = pkgutil.iter_modules(surfaces.__path__, f"{surfaces.__name__}.")
    paths = [f"{folder.name}.{name}" for folder in found if folder.ispkg]
    return [import_module(path) for path in paths if find_spec(path)]


def snake_case(operation: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation).lower()
