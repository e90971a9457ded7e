"""Which operation a path and a method name; built from the contract, looked up in constant time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from oaic_spec import Operation

BASE_PATH = "/v1"
HOLDS_SLASHES = frozenset({"model"})  # names such as `org/model:7b` are sent both bare and percent-encoded

Methods = dict[str, Operation]


@dataclass(frozen=True)
class Route:
    methods: Mapping[str, Operation]
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def allow(self) -> str:
        head = ["HEAD"] if "GET" in self.methods else []
        return ", ".join([*self.methods, *head, "OPTIONS"])

    def operation(self, method: str) -> Operation | None:
        return self.methods.get("GET" if method == "HEAD" else method)


class Routes:
    """By where paths begin; the longer beginning is looked at first."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        known = list(operations)
        beginnings = {server for operation in known for server in operation.servers}
        self._tables = {
            beginning.rstrip("/"): Table(operation for operation in known if beginning in operation.servers)
            for beginning in sorted(beginnings, key=len, reverse=True)
        }
        self._literal = {path: self._looked_for(path) for path in self.paths}

    @property
    def paths(self) -> list[str]:
        """Those without a name to fill in."""
        return [beginning + path for beginning, table in self._tables.items() for path in table.paths]

    def find(self, raw_path: str) -> Route | None:
        """The route of a still percent-encoded path, so that an encoded slash stays inside its id."""
        return self._literal.get(raw_path) or self._looked_for(raw_path)

    def _looked_for(self, raw_path: str) -> Route | None:
        found = (
            table.find(raw_path.removeprefix(beginning))
            for beginning, table in self._tables.items()
            if raw_path.startswith(beginning + "/")
        )
        return next((route for route in found if route), None)


class Table:
    """The operations that may be asked below one beginning."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._literal: dict[str, Methods] = {}
        self._templates: dict[str, dict[str, Methods]] = {}
        for operation in operations:
            self._add(operation)
        self._patterns = {
            segment: [(pattern(template), methods) for template, methods in templates.items()]
            for segment, templates in self._templates.items()
        }

    def _add(self, operation: Operation) -> None:
        templates = self._templates.setdefault(first(operation.path), {})
        table = templates if "{" in operation.path else self._literal
        table.setdefault(operation.path, {})[operation.method] = operation

    @property
    def paths(self) -> list[str]:
        """Those without a name to fill in."""
        return list(self._literal)

    def find(self, path: str) -> Route | None:
        methods = self._literal.get(unquote(path))
        return Route(methods) if methods else self._by_template(path)

    def _by_template(self, path: str) -> Route | None:
        for regex, methods in self._patterns.get(first(path), ()):
            if match := regex.fullmatch(path):
                decoded = {name: unquote(value) for name, value in match.groupdict().items()}
                return Route(methods, decoded)
        return None


def first(path: str) -> str:
    return path.split("/", 2)[1]


def pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    literals, names = parts[::2], parts[1::2]
    groups = [f"(?P<{name}>{'.+' if name in HOLDS_SLASHES else '[^/]+'})" for name in names]
    pieces = [re.escape(literal) + group for literal, group in zip(literals, [*groups, ""], strict=True)]
    return re.compile("".join(pieces), re.DOTALL)
