"""The contract: one bundled document, its operations and its schemas."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from oaic_spec.forms.form import FORM
from oaic_spec.loader import bundle
from oaic_spec.mounts import API
from oaic_spec.pointer import pointer, resolve
from oaic_spec.schema import Schema, Source
from oaic_spec.streams import StreamRules, payload_schema

ROOT = Path(__file__).with_name("openapi") / "root.yaml"
METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"
EVENT_STREAM = "text/event-stream"
LINES = "application/x-ndjson"
ANY = "*/*"


@dataclass(frozen=True)
class Operation:
    """One thing a server can be asked to do, and what it may answer."""

    id: str
    method: str
    path: str
    tag: str
    request: Schema | None  # what is asked in JSON, or in a form where that alone is taken
    response: Schema | None
    chunk: Schema | None
    stream: StreamRules | None
    error_statuses: tuple[int, ...]
    query: Mapping[str, Schema]  # the parameters of the query, by name
    error: Schema | None = None  # what a refusal holds
    servers: tuple[str, ...] = (API,)  # where its path begins; it is asked at the first
    convention: str = ""  # what others agreed on, by its key; none: it is of OpenAI's API
    is_open: bool = False  # whether it is answered without a key
    reads_any: bool = False  # whether a body is read as JSON whatever it is declared as
    carries_media: bool = False  # whether its answers hold pictures or sounds, and so may be large
    form: Schema | None = None  # what is asked in a form
    raw: tuple[str, ...] = ()  # media types of answers that are neither JSON nor a stream of it
    upstream: str = ""  # what the published description calls it, where that is another name

    @property
    def takes(self) -> tuple[str, ...]:
        """The media types of its bodies."""
        as_form = () if self.form is None else (FORM,)
        return as_form if self.request is self.form else (JSON, *as_form)

    def streams(self, body: Mapping[str, Any]) -> bool:
        """Whether a request asks for a stream: in so many words, or because it does not say otherwise."""
        if self.stream is None:
            return False
        asked = [body.get(name) for name in self.stream.asked_by]
        return self._streams_unasked if asked == [None] else asked == [*self.stream.asked_by.values()]

    @cached_property
    def _streams_unasked(self) -> bool:
        stream = self.request.definition["properties"].get("stream", {}) if self.request else {}
        return stream.get("default") is True

    def fits(self, path: str) -> bool:
        """Whether a path is this operation's, with something in place of each name in braces."""
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.path))
        return re.fullmatch(pattern, path) is not None


class Contract:
    """What a server owes its clients."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._source = Source(document)
        self._schemas: dict[str, Schema] = {}

    @property
    def version(self) -> str:
        return str(self.document["info"]["version"])

    @cached_property
    def digest(self) -> str:
        canonical = json.dumps(self.document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """By operationId, in the order of the document."""
        return MappingProxyType({operation.id: operation for operation in self._operations()})

    def operation_at(self, method: str, path: str) -> Operation | None:
        """The operation a request is for, by its path below the base URL."""
        fitting = (each for each in self.operations.values() if each.method == method and each.fits(path))
        return next(fitting, None)

    def schema(self, name: str) -> Schema:
        if name not in self.document["components"]["schemas"]:
            raise KeyError(f"the contract has no schema named {name}")
        return self._schema(pointer(["components", "schemas", name]))

    def _schema(self, place: str) -> Schema:
        """The schema at a pointer; a mere reference counts as what it refers to."""
        if place not in self._schemas:
            self._schemas[place] = self._found(place)
        return self._schemas[place]

    def _found(self, place: str) -> Schema:
        node = resolve(self.document, place)
        if node.keys() == {"$ref"}:
            return self._schema(node["$ref"].removeprefix("#"))
        return Schema(place.removeprefix("/components/schemas/"), "#" + place, self._source)

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            servers = item.get("servers", self.document["servers"])
            for method in filter(METHODS.__contains__, item):
                yield self._operation(path, method, {"servers": servers, **item[method]})

    def _query(self, place: str, node: dict[str, Any]) -> dict[str, Schema]:
        parameters = enumerate(node.get("parameters", []))
        return {
            each["name"]: self._schema(f"{place}/parameters/{number}/schema")
            for number, each in parameters
            if each["in"] == "query"
        }

    def _operation(self, path: str, method: str, node: dict[str, Any]) -> Operation:
        place = pointer(["paths", path, method])
        answer = f"{place}/responses/200/content"
        content = node["responses"]["200"].get("content", {})
        streamed = next((media_type for media_type in (EVENT_STREAM, LINES) if media_type in content), "")
        stream = content.get(streamed)
        body = f"{place}/requestBody/content"
        asked = node.get("requestBody", {}).get("content", {})
        form = self._body(body, asked, FORM)
        return Operation(
            id=node["operationId"],
            method=method.upper(),
            path=path,
            tag=node["tags"][0],
            request=self._body(body, asked) or form,
            response=self._body(answer, content),
            chunk=self._schema(payload_schema(stream)["$ref"].removeprefix("#")) if stream else None,
            stream=StreamRules.of(streamed, stream) if stream else None,
            error=self._refusal(f"{place}/responses/4XX") if "4XX" in node["responses"] else None,
            error_statuses=tuple(int(status) for status in node["responses"] if status.isdigit() and status >= "400"),
            query=MappingProxyType(self._query(place, node)),
            servers=tuple(server["url"] for server in node["servers"]),
            convention=node.get("x-convention", ""),
            is_open=node.get("security") == [],
            reads_any=ANY in asked,
            carries_media=node.get("x-carries") == "media",
            form=form,
            raw=tuple(media_type for media_type in content if media_type not in (JSON, EVENT_STREAM, LINES)),
            upstream=node.get("x-upstream-operation-id", ""),
        )

    def _refusal(self, place: str) -> Schema | None:
        """What any refusal holds; a response that stands elsewhere is looked up there."""
        answer = resolve(self.document, place)
        if "$ref" in answer:
            return self._refusal(answer["$ref"].removeprefix("#"))
        return self._body(f"{place}/content", answer.get("content", {}))

    def _body(self, place: str, content: dict[str, Any], media_type: str = JSON) -> Schema | None:
        return self._schema(place + pointer([media_type, "schema"])) if media_type in content else None


@cache
def contract() -> Contract:
    """The packaged contract."""
    return Contract(bundle(ROOT))
