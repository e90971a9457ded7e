"""Which ordinary request wakes a fault: the plainest of those that it changes. Prints the table that is kept."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import httpx
import orjson
import yaml
from oaic_spec.loader import read

from oaic_server import faults
from oaic_server.faults.touching import EVERY, TOUCHED_HEADER
from oaic_server.http.app import Application
from oaic_server.http.chosen import FAULT_HEADER
from oaic_server.http.routes import BASE_PATH
from oaic_server.state.settings import Settings

ORDINARY = Path(faults.__file__).with_name("ordinary.yaml")
METHODS = ("get", "post", "delete", "options")
KEY = "sk-parrot"
SERVER = Settings(api_keys=(KEY,), cors_origins=("https://example.com",), allow_fault_header=True, seed=1)
ABOUT = "# By request of ordinary.yaml, the faults that it is the first to wake: python -m oaic_server.http.waking\n"

Asked = dict[str, Any]


def ordinary() -> list[Asked]:
    asked: list[Asked] = read(ORDINARY)
    return asked


async def woken() -> dict[str, list[str]]:
    """By what is asked, those that nothing plainer wakes."""
    known: set[str] = set()
    table: dict[str, list[str]] = {}
    async for asks, touched in touched_by(ordinary()):
        if new := sorted(id for id in touched if id not in known):
            table[asks] = new
            known.update(new)
    return table


async def touched_by(requests: Iterable[Asked]) -> AsyncIterator[tuple[str, list[str]]]:
    ids: dict[str, str] = {}
    transport = httpx.ASGITransport(Application(SERVER))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://localhost{BASE_PATH}/") as client:
        for asked in requests:
            answer = await client.send(request(client, asked, ids.get(asked.get("made_by", ""), "")))
            ids[asked["asks"]] = made(answer)
            yield asked["asks"], answer.headers.get(TOUCHED_HEADER, "").split()


def request(client: httpx.AsyncClient, asked: Asked, id: str) -> httpx.Request:
    method = next(name for name in METHODS if name in asked)
    path = asked[method].replace("{id}", id).removeprefix("../")
    url = client.base_url.join(f"/{path}" if asked[method].startswith("../") else path.lstrip("/"))
    headers = {"authorization": f"Bearer {KEY}", FAULT_HEADER: EVERY} | asked.get("headers", {})
    if "files" in asked:
        files = {name: tuple(part) for name, part in asked["files"].items()}
        return client.build_request(method, url, data=asked.get("form"), files=files, headers=headers)
    headers |= {"content-type": "application/json"}
    return client.build_request(method, url, content=content(asked).replace('"{id}"', f'"{id}"'), headers=headers)


def content(asked: Asked) -> str:
    if "raw" in asked:
        return str(asked["raw"])
    return orjson.dumps(asked["body"]).decode() if "body" in asked else ""


def made(answer: httpx.Response) -> str:
    """The id of what was made; empty where nothing was."""
    try:
        told = answer.json()
    except ValueError:
        return ""
    return str(told.get("id", "")) if isinstance(told, dict) else ""


if __name__ == "__main__":
    sys.stdout.write(ABOUT + yaml.safe_dump(asyncio.run(woken()), sort_keys=False, allow_unicode=True, width=10_000))
