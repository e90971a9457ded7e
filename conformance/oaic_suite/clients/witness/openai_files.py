"""What an application does with files and uploads by the official Python SDK, and what it sees."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import openai

Json = dict[str, Any]
Doing = Callable[[openai.AsyncOpenAI, Json], Awaitable[Any]]
MADE = 3  # of which a page of two has not all
PAGE: Json = {"limit": 2}
LARGE: Json = {"limit": 100}
LATEST: Json = {"order": "desc", "purpose": "batch"}
MIME = "application/jsonl"


def opened(body: Json) -> Json:
    """A request whose files are as the SDK takes one: a name, and what it holds."""
    return {name: file_of(each) if isinstance(each, dict) else each for name, each in body.items()}


def file_of(told: Json) -> tuple[str, bytes]:
    return told["name"], base64.b64decode(told["base64"])


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def year(date: float) -> int:
    """A date as an application shows it."""
    return datetime.fromtimestamp(date, UTC).year


async def became(asked: Awaitable[Any]) -> Any:
    """What becomes of a request that should be refused: its status."""
    try:
        await asked
    except openai.APIStatusError as error:
        return error.status_code
    return "given"


def described(file: Any) -> Json:
    about = {"name": file.filename, "size": file.bytes, "purpose": file.purpose, "year": year(file.created_at)}
    return {"id": file.id} | about


async def sent(client: openai.AsyncOpenAI, body: Json) -> Json:
    return described(await client.files.create(**opened(body)))


async def looked_at(client: openai.AsyncOpenAI, body: Json) -> Json:
    return described(await client.files.retrieve(body["id"]))


async def kept(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Sent, described, read back, deleted, and looked for once more."""
    made = await client.files.create(**opened(body))
    found = described(await client.files.retrieve(made.id))
    found["content"] = in_base64((await client.files.content(made.id)).content)
    found["deleted"] = (await client.files.delete(made.id)).deleted
    found["described_afterwards"] = await became(client.files.retrieve(made.id))
    return found | {"read_afterwards": await became(client.files.content(made.id))}


async def listed(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Those that were just sent, found page by page, and on one that has room for all."""
    sent = [file_of(each) for each in body["files"]]
    made = [(await client.files.create(file=file, purpose=body["purpose"])).id for file in sent]
    told = await found(made, client.files.list(**PAGE | LATEST))
    told["there"] = [each.filename for each in (await client.files.list(**LARGE)).data if each.id in made]
    for id in made:
        await client.files.delete(id)
    return told


async def found(made: list[str], listed: Any) -> Json:
    """What the first page has, and where in the order of their making those stand that are met first."""
    page = await listed
    places: list[Any] = []
    async for each in page:
        places.append(made.index(each.id) if each.id in made else "another")
        if len(places) == len(made):
            break
    return {"on_a_page": len(page.data), "more": page.has_next_page(), "found": places}


# --- in parts ----------------------------------------------------------------------------------------------


def announced(body: Json) -> tuple[bytes, Json]:
    """What is sent, and what is told of it before."""
    name, content = file_of(body["file"])
    return content, {"filename": name, "bytes": len(content), "mime_type": MIME, "purpose": body["purpose"]}


async def uploaded(client: openai.AsyncOpenAI, body: Json) -> Json:
    """In two parts, of which the second is sent first."""
    content, about = announced(body)
    half = len(content) // 2
    upload = await client.uploads.create(**about)
    parts = [await client.uploads.parts.create(upload.id, data=data) for data in (content[half:], content[:half])]
    whole: Any = await client.uploads.complete(upload.id, part_ids=[part.id for part in reversed(parts)])
    came = (await client.files.content(whole.file.id)).content
    await client.files.delete(whole.file.id)
    told = {"status": whole.status, "content": in_base64(came), "expires": year(upload.expires_at)}
    return told | described(whole.file)


async def upload_helper(client: openai.AsyncOpenAI, body: Json) -> Json:
    content, about = announced(body)
    part = len(content) // 2 + 1
    whole: Any = await client.uploads.upload_file_chunked(file=content, part_size=part, **about)
    await client.files.delete(whole.file.id)
    return {"status": whole.status} | described(whole.file)


async def upload_cancelled(client: openai.AsyncOpenAI, body: Json) -> Json:
    _, about = announced(body)
    begun = await client.uploads.create(**about)
    stopped = await client.uploads.cancel(begun.id)
    return {"id": stopped.id, "status": stopped.status, "name": stopped.filename}


DOINGS: dict[str, Doing] = {
    "files.send": sent,
    "files.look": looked_at,
    "files.kept": kept,
    "files.listed": listed,
    "uploads.whole": uploaded,
    "uploads.helper": upload_helper,
    "uploads.cancelled": upload_cancelled,
}
