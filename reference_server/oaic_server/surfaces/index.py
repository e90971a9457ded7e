"""Which function answers an operation: the one in the `endpoint.py` of a surface that bears its name."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module

from oaic_server import surfaces
from oaic_server.exchange.reply import Reply
from oaic_server.exchange.request import Request
from oaic_server.state.service import Service

Handler = Callable[[Request, Service], Reply]


class HandlerMissing(LookupError):
    """Names every operation that nobody answers."""


def handlers(operations: Iterable[str]) -> Mapping[str, Handler]:
    known = functions()
    wanted = {operation: snake_case(operation) for operation in operations}
    if missing := [f"{operation} (as {name})" for operation, name in wanted.items() if name not in known]:
        raise HandlerMissing(f"no endpoint.py of {surfaces.__name__} has a handler for {', '.join(missing)}")
    return {operation: known[name] for operation, name in wanted.items()}


@cache
def functions() -> dict[str, Handler]:
    names = [found.name for found in pkgutil.iter_modules(surfaces.__path__) if found.ispkg]
    modules = [import_module(f"{surfaces.__name__}.{name}.endpoint") for name in names]
    return {
        name: function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    }


def snake_case(operation: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation).lower()
