"""What users do by the SDK with files: sent, read back, sent in parts, listed page after page."""

from __future__ import annotations

from typing import Any

from oaic_suite.clients.sdk.either import Each, Given, settled, whole

PAGE = 1  # files of a page
MOST = 2  # that are read of a list, which may be long


async def file_sent(client: Any, name: str, content: bytes, purpose: str) -> Given:
    made = await settled(client.files.create(file=(name, content), purpose=purpose))
    return {"answer": whole(made), "id": made.id}


async def file_content(client: Any, id: str) -> Given:
    answer = await settled(client.files.content(id))
    return {"content": (await settled(answer.read())).decode("latin-1")}


async def file_in_parts(client: Any, name: str, content: bytes, purpose: str, part_size: int) -> Given:
    sent = client.uploads.upload_file_chunked(
        file=content,
        filename=name,
        bytes=len(content),
        mime_type="application/jsonl",
        purpose=purpose,
        part_size=part_size,
    )
    made = await settled(sent)
    return {"answer": whole(made), "id": made.file.id}


async def files_walked(client: Any) -> Given:
    """The first of all files, one to a page."""
    ids: list[str] = []
    async for file in Each(await settled(client.files.list(limit=PAGE))):
        ids.append(file.id)
        if len(ids) == MOST:
            break
    return {"ids": ids}
