"""The contract as a page: every operation and every schema, in one file that needs no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from oaic_spec import contract

Node = dict[str, Any]
SCHEMAS = "#/components/schemas/"
METHODS = ("get", "post", "put", "patch", "delete")
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 1rem }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid #8884 }
h3 { margin: 2rem 0 0 } summary { cursor: pointer } details { margin: 0.3rem 0 }
"""


@cache
def manual() -> str:
    document = contract().document
    title, about = escape(document["info"]["title"]), escape(document["info"]["description"])
    parts = [f"<h1>{title}</h1><p>{about} <a href=openapi.json>As OpenAPI</a>.</p>", contents(document)]
    for tag in document["tags"]:
        parts.append(f"<h2>{escape(tag['name'])}</h2><p>{escape(tag['description'])}</p>")
        parts += [operation(*each) for each in operations(document) if tag["name"] in each[2]["tags"]]
    parts.append("<h2>Schemas</h2>")
    parts += [schema(name, node) for name, node in sorted(document["components"]["schemas"].items())]
    head = f'<meta charset=utf-8><meta name=viewport content="width=device-width"><title>{title}</title>'
    return f"<!doctype html><html lang=en><head>{head}<style>{STYLE}</style></head><body>{''.join(parts)}</body></html>"


def operations(document: Node) -> Iterator[tuple[str, str, Node]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def contents(document: Node) -> str:
    rows = [
        f'<li><a href="#{node["operationId"]}"><code>{method.upper()} {escape(where(path, node))}</code></a></li>'
        for path, method, node in operations(document)
    ]
    return f"<ul>{''.join(rows)}</ul>"


def where(path: str, node: Node) -> str:
    """A path with its beginning."""
    beginning = contract().operations[node["operationId"]].servers[0]
    return beginning.rstrip("/") + path


def operation(path: str, method: str, node: Node) -> str:
    asked = node.get("requestBody", {}).get("content", {})
    given = [
        (f"<code>{escape(each['name'])}</code>", kind(each["schema"]), each["in"], escape(each.get("description", "")))
        for each in node.get("parameters", [])
    ]
    answers = [
        (f"<code>{status}</code>", bodies(answer.get("content", {})), escape(answer.get("description", "")))
        for status, answer in ((status, resolved(answer)) for status, answer in sorted(node["responses"].items()))
    ]
    return "".join(
        [
            f'<h3 id="{node["operationId"]}"><code>{method.upper()} {escape(where(path, node))}</code></h3>',
            f"<p>{escape(node['summary'])}</p>",
            table(("parameter", "type", "in", ""), given),
            f"<p>Request: {bodies(asked)}</p>" if asked else "",
            table(("status", "body", ""), answers),
        ]
    )


def resolved(node: Node) -> Node:
    """What a reference stands for."""
    place = node.get("$ref")
    if place is None:
        return node
    found: Node = contract().document
    for step in place.removeprefix("#/").split("/"):
        found = found[step.replace("~1", "/").replace("~0", "~")]
    return found


def bodies(content: Node) -> str:
    streams = [each.get("x-itemSchema", each.get("schema", {})) for each in content.values()]
    return "; ".join(f"{escape(media)}: {kind(node)}" for media, node in zip(content, streams, strict=True))


def schema(name: str, node: Node) -> str:
    rows = [row for part in (node, *node.get("allOf", [])) for row in members(part)]
    about = escape(node.get("description", ""))
    inside = table(("member", "type", "", ""), rows) or f"<p>{kind(node)}</p>"
    return f'<details id="{escape(name)}"><summary><code>{escape(name)}</code> {about}</summary>{inside}</details>'


def members(node: Node) -> list[tuple[str, ...]]:
    wanted = node.get("required", [])
    return [
        (
            f"<code>{escape(name)}</code>",
            kind(each),
            "required" if name in wanted else "",
            escape(each.get("description", "")) if isinstance(each, dict) else "",
        )
        for name, each in node.get("properties", {}).items()
    ]


def kind(node: Any) -> str:
    """What a value may be, in a few words; schemas by name."""
    if not isinstance(node, dict):
        return "anything" if node else "nothing"
    if "$ref" in node:
        name, _, member = escape(node["$ref"].removeprefix(SCHEMAS)).partition("/properties/")
        return f'<a href="#{name}">{".".join(filter(None, (name, member)))}</a>'
    for several in ("anyOf", "oneOf", "allOf"):
        if several in node:
            return (" and " if several == "allOf" else " or ").join(map(kind, node[several]))
    if "const" in node or "enum" in node:
        return " or ".join(f"<code>{escape(repr_of(value))}</code>" for value in node.get("enum", [node.get("const")]))
    types = node.get("type", "anything")
    said = " or ".join(types if isinstance(types, list) else [types])
    return f"{said} of {kind(node['items'])}" if "items" in node else said


def repr_of(value: Any) -> str:
    return "null" if value is None else str(value)


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{each}</th>" for each in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
