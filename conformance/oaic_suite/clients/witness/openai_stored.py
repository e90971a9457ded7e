"""What an application does with chats that are kept by the official Python SDK, and what it sees."""

from __future__ import annotations

from typing import Any

import openai

from oaic_suite.clients.witness.openai_files import MADE, Doing, Json, became, found, year

BEFORE: Json = {"purpose": "conformance"}
AFTER: Json = {"purpose": "conformance", "read": "yes"}
ONE: Json = {"limit": 1}
WAYS: dict[str, Json] = {
    "unasked": {},
    "asc": {"order": "asc"},
    "desc": {"order": "desc"},
    "pages": ONE,
    "pages_of_two": {"order": "asc", "limit": 2},
}


async def kept(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Made, fetched, labelled anew, deleted, and looked for once more."""
    chats = client.chat.completions
    made = await chats.create(**body, store=True, metadata=BEFORE)
    found = told(await chats.retrieve(made.id), made)
    changed = told(await chats.update(made.id, metadata=AFTER), made)
    gone = await chats.delete(made.id)
    afterwards = await became(chats.retrieve(made.id))
    return found | {"changed": changed, "deleted": gone.deleted, "afterwards": afterwards}


def told(chat: Any, made: Any = None) -> Json:
    """A chat, and whether it is as old as it was when it was made."""
    answer = {"id": chat.id, "model": chat.model, "text": chat.choices[0].message.content}
    age = chat.created - made.created if made else 0
    tokens = chat.usage and chat.usage.total_tokens
    return answer | {"tokens": tokens, "labels": chat.metadata, "year": year(chat.created), "older_by": age}


async def said(client: openai.AsyncOpenAI, body: Json) -> Json:
    """The messages of a chat that was just made, in every order, and walked page by page."""
    chats = client.chat.completions
    made = await chats.create(**body, store=True)
    told = {way: await messages(chats.messages.list(made.id, **asked), body) for way, asked in WAYS.items()}
    await chats.delete(made.id)
    return told


async def messages(listed: Any, body: Json) -> Json:
    page, said = await listed, []
    async for message in page:
        said.append({"role": message.role, "text": message.content})
        if len(said) == len(body["messages"]):
            break
    return {"on_a_page": len(page.data), "said": said}


async def listed(client: openai.AsyncOpenAI, body: Json) -> Json:
    """Those that were just made, found by their label in every order, and walked page by page."""
    chats = client.chat.completions
    first = await chats.create(**body, store=True)
    label = {"series": first.id}
    made = [(await chats.create(**body, store=True, metadata=label)).id for _ in range(MADE)]
    told: Json = {way: await found(made, chats.list(**asked, metadata=label)) for way, asked in WAYS.items()}
    told["bookmark"] = made.index(str((await chats.list(metadata=label)).to_dict()["last_id"]))
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
    "stored.said": said,
    "stored.listed": listed,
    "stored.unkept": unkept,
    "stored.look": looked_at,
}
