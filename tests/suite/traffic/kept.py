"""Exchanges as others would keep them: in each format that can be written in a few lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import httpx
import yaml
from oaic_suite.traffic.heard import Heard


def asked(client: httpx.Client, method: str, path: str, body: Any = None, **headers: str) -> Heard:
    """What is sent and comes back, as it was heard on the way."""
    answer = client.request(method, path, json=body, headers=headers)
    sent = answer.request
    return Heard(
        sent.method,
        str(sent.url),
        sent.content or None,
        tuple(sent.headers.items()),
        answer.status_code,
        tuple(answer.headers.items()),
        answer.content,
        version="HTTP/1.1",
    )


def pairs(headers: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def har(some: Iterable[Heard]) -> bytes:
    return json.dumps({"log": {"version": "1.2", "entries": [har_entry(each) for each in some]}}).encode()


def har_entry(heard: Heard) -> dict[str, Any]:
    posted = {"postData": {"mimeType": "application/json", "text": heard.sent.decode()}} if heard.sent else {}
    content = {"size": len(heard.body), "text": heard.body.decode("utf-8", "surrogateescape")}
    return {
        "request": {"method": heard.method, "url": heard.url, "headers": pairs(heard.request_headers), **posted},
        "response": {
            "status": heard.status,
            "httpVersion": "http/1.1",
            "headers": pairs(heard.headers),
            "bodySize": len(heard.body),
            "content": content,
        },
    }


def cassette(some: Iterable[Heard]) -> dict[str, Any]:
    return {"interactions": [interaction(each) for each in some], "version": 1}


def cassette_json(some: Iterable[Heard]) -> bytes:
    return json.dumps(cassette(some)).encode()


def cassette_yaml(some: Iterable[Heard]) -> bytes:
    return yaml.dump(cassette(some)).encode()


def interaction(heard: Heard) -> dict[str, Any]:
    return {
        "request": {
            "method": heard.method,
            "uri": heard.url,
            "headers": {name: [value] for name, value in heard.request_headers},
            "body": heard.sent.decode() if heard.sent else None,
        },
        "response": {
            "status": {"code": heard.status, "message": "as it was"},
            "headers": {name: [value] for name, value in heard.headers},
            "body": {"string": heard.body.decode("utf-8", "surrogateescape")},
        },
    }


def lines(some: Iterable[Heard]) -> bytes:
    return b"".join(json.dumps(line(each)).encode() + b"\n" for each in some)


def line(heard: Heard) -> dict[str, Any]:
    return {
        "method": heard.method,
        "url": heard.url,
        "request_headers": dict(heard.request_headers),
        "request_body": heard.sent.decode() if heard.sent else None,
        "status": heard.status,
        "response_headers": dict(heard.headers),
        "response_body": heard.body.decode("utf-8", "surrogateescape"),
    }


FORMATS = {"har": har, "cassette-json": cassette_json, "cassette-yaml": cassette_yaml, "lines": lines}
