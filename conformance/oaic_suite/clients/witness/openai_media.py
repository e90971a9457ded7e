"""What an application does with pictures, sounds and verdicts by the official Python SDK, and what it sees.

It opens what it is given: a picture must be one that a decoder knows, a sound in the format asked for.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import openai

from oaic_suite.clients.witness.openai_files import Doing, Json, in_base64, opened, year
from oaic_suite.evidence.media.picture import picture
from oaic_suite.evidence.media.sound import container

STREAMED: Json = {"stream": True}


# --- verdicts ----------------------------------------------------------------------------------------------


async def moderated(client: openai.AsyncOpenAI, body: Json) -> Json:
    found = await client.moderations.create(**body)
    return {"id": found.id, "model": found.model, "results": [verdict(each) for each in found.results]}


def verdict(result: Any) -> Json:
    """Whether it is harmful, as what, and how surely."""
    categories, scores = result.categories.to_dict(), result.category_scores.to_dict()
    harmful = sorted(name for name, found in categories.items() if found)
    surely = {name: score > 0.5 for name, score in scores.items()}
    return {
        "flagged": result.flagged,
        "harmful": harmful,
        "surely": surely,
        "violence": result.category_scores.violence,
    }


# --- sounds ------------------------------------------------------------------------------------------------


async def spoken(client: openai.AsyncOpenAI, body: Json) -> Json:
    return played((await client.audio.speech.create(**body)).content)


async def spoken_in_events(client: openai.AsyncOpenAI, body: Json) -> Json:
    """The SDK hands on the lines of the stream; the application reads its events until it is told that they end."""
    sound = b""
    async with client.audio.speech.with_streaming_response.create(**body, stream_format="sse") as response:
        async for event in events(response.iter_lines()):
            if event["type"] == "speech.audio.done":
                return played(sound)
            if event["type"] == "speech.audio.delta":
                sound += decoded(event["audio"])
    raise EOFError("the sound does not end")


async def events(lines: AsyncIterator[str]) -> AsyncIterator[Json]:
    async for line in lines:
        if line.startswith("data:"):
            yield json.loads(line.removeprefix("data:"))


def played(sound: bytes) -> Json:
    return {"format": container(sound), "size": len(sound), "sound": in_base64(sound[-60:])}


async def heard(client: openai.AsyncOpenAI, body: Json) -> Any:
    return written(await client.audio.transcriptions.create(**opened(body)))


async def translated(client: openai.AsyncOpenAI, body: Json) -> Any:
    return written(await client.audio.translations.create(**opened(body)))


def written(found: Any) -> Json:
    """What is said; where more is asked for, when it is."""
    if isinstance(found, str):
        return {"text": found}
    segments = [[each.start, each.end, each.text] for each in getattr(found, "segments", None) or []]
    words = [[each.start, each.end, each.word] for each in getattr(found, "words", None) or []]
    duration = getattr(found, "duration", None)
    minutes = 0 if duration is None else duration / 60
    return {"text": found.text, "minutes": minutes, "segments": segments, "words": words}


async def heard_in_events(client: openai.AsyncOpenAI, body: Json) -> Json:
    """As it is shown while it comes, and the whole at the end."""
    shown, whole = "", None
    async for event in await client.audio.transcriptions.create(**opened(body), stream=True):
        if event.type == "transcript.text.delta":
            shown += event.delta
        if event.type == "transcript.text.done":
            whole = event.text
    return {"shown": shown, "text": whole}


# --- pictures ----------------------------------------------------------------------------------------------


async def painted(client: openai.AsyncOpenAI, body: Json) -> Json:
    return await seen(client, await client.images.generate(**body), body.get("response_format"))


async def changed(client: openai.AsyncOpenAI, body: Json) -> Json:
    return await seen(client, await client.images.edit(**opened(body)))


async def seen(client: openai.AsyncOpenAI, found: Any, form: str | None = None) -> Json:
    """Each picture by the member that was asked for, or by that which is there."""
    by_address = [form == "url" or not (form or each.b64_json) for each in found.data]
    pictures = [
        shown(await fetched(client, each.url) if by else decoded(each.b64_json))
        for by, each in zip(by_address, found.data, strict=True)
    ]
    return {"year": year(found.created), "pictures": pictures}


def decoded(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


async def fetched(client: openai.AsyncOpenAI, address: str) -> bytes:
    """As a browser does, which knows no key."""
    answer: Any = await client._client.get(address)
    answer.raise_for_status()
    content: bytes = answer.content
    return content


def shown(content: bytes) -> Json:
    found = picture(content)
    return {"format": found.format, "size": list(found.size or ()), "bytes": len(content)}


async def painted_in_events(client: openai.AsyncOpenAI, body: Json) -> Json:
    return await coming(await client.images.generate(**body | STREAMED))


async def changed_in_events(client: openai.AsyncOpenAI, body: Json) -> Json:
    return await coming(await client.images.edit(**opened(body) | STREAMED))


async def coming(events: Any) -> Json:
    """What is shown while it comes to be, and the picture that stays."""
    told: Json = {"partial": [], "whole": []}
    async for event in events:
        kind = event.type.rpartition(".")[2]
        place = {"partial_image": "partial", "completed": "whole"}.get(kind)
        if place:
            told[place].append(shown(decoded(event.b64_json)))
    return told


DOINGS: dict[str, Doing] = {
    "moderations.plain": moderated,
    "speech.plain": spoken,
    "speech.stream": spoken_in_events,
    "transcription.plain": heard,
    "transcription.stream": heard_in_events,
    "translation.plain": translated,
    "images.plain": painted,
    "images.stream": painted_in_events,
    "images.edit": changed,
    "images.edit-stream": changed_in_events,
}
