"""What users do by the SDK with chats that are kept: listed, fetched, labelled anew, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import openai

from oaic_suite.clients.sdk.either import Given, settled, whole
from oaic_suite.clients.sdk.responses import walked

ONE = 1  # on a page: what has two has two pages


async def stored_chats(client: Any, labels: Mapping[str, str]) -> Given:
    return await walked(client.chat.completions.list(metadata=labels, limit=ONE))


async def stored_chat(client: Any, id: str) -> Given:
    found = await settled(client.chat.completions.retrieve(id))
    return {"answer": whole(found), "text": found.choices[0].message.content}


async def stored_labels(client: Any, id: str, labels: Mapping[str, str]) -> Given:
    changed = await settled(client.chat.completions.update(id, metadata=labels))
    return {"answer": whole(changed), "text": changed.choices[0].message.content}


async def stored_messages(client: Any, id: str) -> Given:
    return await walked(client.chat.completions.messages.list(id, limit=ONE))


async def stored_deleted(client: Any, id: str) -> Given:
    """What becomes of who asks for it afterwards."""
    await settled(client.chat.completions.delete(id))
    try:
        await settled(client.chat.completions.retrieve(id))
    except openai.APIStatusError as error:
        return {"class": type(error).__name__}
    return {"class": "no exception"}
