"""What an application does with chats that are kept by the official Python SDK, and what it sees."""

from __future__ import annotations

from typing import Any

import openai

from oaic_suite.clients.witness.openai_files import ONE, PAIR, Doing, Json, became, places

BEFORE: Json = {"series": "before"}
AFTER: Json = {"series": "after"}


async def kept(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Made, fetched, labelled anew, its messages read, deleted, and looked for once more."""
    chats = client.chat.completions
    made = await chats.create(**body, store=True, metadata=BEFORE)
    found = told(await chats.retrieve(made.id))
    found["same"] = (found["id"], found["text"]) == (made.id, made.choices[0].message.content)
    changed = told(await chats.update(made.id, metadata=AFTER))
    said = await messages(chats, made.id)
    gone = await chats.delete(made.id)
    afterwards = await became(chats.retrieve(made.id))
    return found | {"changed": changed, "said": said, "deleted": gone.deleted, "afterwards": afterwards}


def told(chat: Any) -> Json:
    answer = {"id": chat.id, "model": chat.model, "text": chat.choices[0].message.content}
    return answer | {"tokens": chat.usage and chat.usage.total_tokens, "labels": chat.metadata}


async def messages(chats: Any, id: str) -> Json:
    """All of a chat, one to a page."""
    page, said = await chats.messages.list(id, **ONE), []
    async for message in page:
        said.append({"role": message.role, "text": message.content})
        if len(said) == PAIR:
            break
    return {"on_a_page": len(page.data), "said": said}


async def listed(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Two that were just made, found by their label in both orders, and walked page by page."""
    chats = client.chat.completions
    first = await chats.create(**body, store=True)
    label = {"series": first.id}
    made = [(await chats.create(**body, store=True, metadata=label)).id for _ in range(PAIR)]
    told: Json = {}
    for order in ("asc", "desc"):
        page: Any = await chats.list(metadata=label, order=order, **ONE)
        told[order] = {"on_a_page": len(page.data), "more": page.has_next_page(), "found": await places(made, page)}
    for id in (first.id, *made):
        await chats.delete(id)
    return told


async def unkept(client: openai.AsyncOpenAI, body: Json) -> Json:
    made = await client.chat.completions.create(**body, store=False)
    return {"afterwards": await became(client.chat.completions.retrieve(made.id))}


async def looked_at(client: openai.AsyncOpenAI, body: Json) -> Json:
    return told(await client.chat.completions.retrieve(body["id"]))


DOINGS: dict[str, Doing] = {
    "stored.kept": kept,
    "stored.listed": listed,
    "stored.unkept": unkept,
    "stored.look": looked_at,
}
